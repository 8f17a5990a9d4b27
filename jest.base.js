/** What every kind of test shares. */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  transformIgnorePatterns: ['/node_modules/(?!any-ascii/)'], // an ES module: Node loads it as it is, jest does not
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
};
