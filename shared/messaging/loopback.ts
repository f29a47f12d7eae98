/**
 * Returns whether calls to the host of this URL stay on this computer. Names below `localhost` (RFC 6761, 6.3) are not
 * among these hosts: some systems ask a name server about them, whose answer may be any computer.
 */
export function isLoopbackHost({ hostname }: { readonly hostname: string }): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}
