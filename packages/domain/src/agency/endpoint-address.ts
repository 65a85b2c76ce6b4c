const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * May alerts be sent to this address at all? Over TLS, or to the machine itself; nothing in it that would be a secret in the log
 * (user name, password) or that never reaches the server (fragment). `address` is a URL. Which networks are reachable is the
 * operator's list, and checked at each delivery: a name may lead elsewhere by then.
 */
export function isSafeAddress(address: string): boolean {
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '' || address.includes('#')) return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}
