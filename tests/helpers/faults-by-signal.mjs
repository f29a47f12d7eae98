// Causes unexpected errors in a process under test; loaded by Node's --import.
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('thrown by the test');
  });
});
process.on('SIGHUP', () => {
  void Promise.reject(new Error('rejected by the test'));
});
