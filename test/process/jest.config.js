module.exports = {
  ...require('../../jest.base'),
  testMatch: ['<rootDir>/test/process/**/*.test.ts'],
  testTimeout: 60_000,
};
