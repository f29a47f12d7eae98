// Errors that nobody expected, in a process under test: given to Node with --import.
process.on('SIGUSR2', () => {
  setImmediate(() => {
    throw new Error('thrown by the test');
  });
});
process.on('SIGHUP', () => {
  void Promise.reject(new Error('rejected by the test'));
});
