// Preloaded into a console under test, so that it finds no network but this machine's own: names can't be looked up and
// other addresses can't be reached. What it asks for is thereby the same on every machine, and nothing leaves it.
import dns from 'node:dns';
import net from 'node:net';

const isHere = (host) =>
  host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');

function unavailable(code, host) {
  return Object.assign(new Error(`${code} ${host}`), { code, hostname: host, syscall: 'getaddrinfo' });
}

const { lookup } = dns;
dns.lookup = (host, options, callback) => {
  const done = typeof options === 'function' ? options : callback;
  if (isHere(host)) return lookup(host, options, callback);
  process.nextTick(done, unavailable('EAI_AGAIN', host));
};
dns.promises.lookup = ((original) => async (host, options) => {
  if (isHere(host)) return original(host, options);
  throw unavailable('EAI_AGAIN', host);
})(dns.promises.lookup);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...words) {
  const [first] = words;
  const target = Array.isArray(first) ? first[0] : first;
  const host = typeof target === 'object' && target !== null ? target.host : undefined;
  if (host !== undefined && net.isIP(host) !== 0 && !isHere(host)) {
    process.nextTick(() => this.destroy(unavailable('ENETUNREACH', host)));
    return this;
  }
  return connect.apply(this, words);
};
