/** Says on which databases the store, service and conversation tests ran. */
module.exports = class DatabaseReporter {
  onRunComplete() {
    const real = process.env.MONGODB_URI
      ? 'and again on the database of MONGODB_URI'
      : 'MONGODB_URI is not set, so on no other database';
    process.stderr.write(`\nStore, service and conversation tests ran on the embedded database, ${real}.\n`);
  }
};
