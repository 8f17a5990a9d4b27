/** What every kind of test shares. */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  moduleNameMapper: { '^adaptivecards$': '<rootDir>/node_modules/adaptivecards/dist/adaptivecards.min.js' }, // its ES module is one in name only
  transformIgnorePatterns: ['/node_modules/(?!any-ascii/)'], // an ES module: Node loads it as it is, jest does not
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
