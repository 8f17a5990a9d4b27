/** Three projects: what needs no database, what runs on the embedded default, and the same again on MONGODB_URI when it is set. */
const os = require('node:os');
const base = require('./jest.base');

const plain = [
  'appPackage',
  'bot',
  'cards',
  'dialogs',
  'documents',
  'domain',
  'files',
  'local',
  'locales',
  'services',
  'store',
  'understanding',
];
const onDatabase = ['contract', 'conversations'];
const inFolders = (folders) => folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`);
const project = (displayName, testMatch, globals = {}) => ({ ...base, displayName, globals, testMatch });

module.exports = {
  projects: [
    project('plain', ['<rootDir>/test/*.test.ts', ...inFolders(plain)]),
    project('embedded', inFolders(onDatabase), { RELAIS_DATABASE: 'embedded' }),
    ...(process.env.MONGODB_URI ? [project('mongodb', inFolders(onDatabase), { RELAIS_DATABASE: 'mongodb' })] : []),
  ],
  testTimeout: 600_000, // a machine may be ten times slower than another; no test asserts a duration
  maxWorkers: Math.ceil(os.availableParallelism() * 1.5), // a half of the conversation tests' time is waited, by design
  reporters: ['default', '<rootDir>/test/support/databaseReporter.js'],
};
