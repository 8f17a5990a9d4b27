module.exports = {
  ...require('../../jest.base'),
  testMatch: ['<rootDir>/test/process/**/*.test.ts'],
  testTimeout: 600_000,
};
