/** Returns whether calls to the host of this URL stay on this computer. */
export function isLoopbackHost({ hostname }: { readonly hostname: string }): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}
