// Preloaded into a console under test, so that it has no network except this computer: names cannot be
// resolved and other addresses cannot be reached. The results are therefore the same on every machine, and
// nothing leaves it.  A test's own servers can act as servers of the internet: E2E_HOSTS is JSON,
// {"pictures.test": PORT}. Such a name has a public address, and a connection to it reaches that port of this
// computer.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const hosts = JSON.parse(process.env.E2E_HOSTS ?? '{}');
const itsAddress = { address: '93.184.215.14', family: 4 };

const isHere = (host) =>
  host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');

function unavailable(code, host) {
  return Object.assign(new Error(`${code} ${host}`), { code, hostname: host, syscall: 'getaddrinfo' });
}

const { lookup } = dns;
dns.lookup = (host, options, callback) => {
  const done = typeof options === 'function' ? options : callback;
  if (isHere(host)) return lookup(host, options, callback);
  if (host in hosts) {
    if (options?.all) return process.nextTick(done, null, [itsAddress]);
    return process.nextTick(done, null, itsAddress.address, itsAddress.family);
  }
  process.nextTick(done, unavailable('EAI_AGAIN', host));
};
dns.promises.lookup = ((original) => async (host, options) => {
  if (isHere(host)) return original(host, options);
  if (host in hosts) return options?.all ? [itsAddress] : itsAddress;
  throw unavailable('EAI_AGAIN', host);
})(dns.promises.lookup);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...words) {
  const [first] = words;
  const target = Array.isArray(first) ? first[0] : first;
  const host = typeof target === 'object' && target !== null ? target.host : undefined;
  if (host in hosts) {
    Object.assign(target, { host: '127.0.0.1', port: hosts[host], lookup: undefined });
    return connect.apply(this, words);
  }
  if (host !== undefined && net.isIP(host) !== 0 && !isHere(host)) {
    process.nextTick(() => this.destroy(unavailable('ENETUNREACH', host)));
    return this;
  }
  return connect.apply(this, words);
};

// Updates functions that other modules import by name.
syncBuiltinESMExports();
