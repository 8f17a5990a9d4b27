/**
 * Three projects: what needs no database, what runs on the embedded default, and the same again on MONGODB_URI when it is set.
 * The process and the browser tests run the built program: `npm run test:process`, `npm run test:e2e`.
 */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  resetModules: false,
};
const everywhere = ['<rootDir>/test/{contract,conversations}/**/*.test.ts'];
const plain = ['<rootDir>/test/{bot,cards,dialogs,domain,local,locales,services,store}/**/*.test.ts', '<rootDir>/test/*.test.ts'];

const projects = [
  { ...base, displayName: 'plain', testMatch: plain },
  { ...base, displayName: 'embedded', testMatch: everywhere, globals: { RELAIS_DATABASE: 'embedded' } },
];
if (process.env.MONGODB_URI)
  projects.push({ ...base, displayName: 'mongodb', testMatch: everywhere, globals: { RELAIS_DATABASE: 'mongodb' } });

module.exports = { projects, testTimeout: 60_000, reporters: ['default', '<rootDir>/test/support/databaseReporter.js'] };
