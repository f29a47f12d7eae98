/** The built-in sandbox's credentials are not secret. */
export const sandboxCredentials = { username: 'demo', password: 'demo' } as const;

/** The WhatsApp Business account whose templates the built-in sandbox has. */
export const sandboxWabaId = 'demo';
