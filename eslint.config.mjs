import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.data/', '**/*.js', '**/*.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  regexp.configs.recommended,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      // What people type is read by linear patterns: a backtracking one stops the bot for everybody.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/match-any': ['error', { allows: ['[^]'] }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Documents come off the wire: their fields are `any` until a command has read them.
    files: ['src/store/embedded/**'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off' },
  },
  {
    // The layers of docs/adr/0001: each knows only those below it.
    files: ['src/domain/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: ['../store/*', '../services/*', '../bot/*', '../cards/*', '../local/*', 'mongoose', 'botbuilder*'],
        },
      ],
    },
  },
  {
    files: ['src/store/embedded/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            '../*',
            '../../*',
            '!../engine',
            '!../errors',
            '!../values',
            '!../pipeline',
            '!../projection',
            '!../query',
            '!../update',
            '!../collection',
            '!../collectionIndex',
            'mongoose',
            'botbuilder*',
          ],
        },
      ],
    },
  },
  {
    files: ['src/store/*.ts', 'src/services/**', 'src/server.ts', 'src/config.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['botbuilder*', '**/dialogs/*', '../local/*'] }] },
  },
  {
    // Whose index loads all of it: recognizers of ten languages (as long as all of botbuilder), dates of twelve.
    files: ['dialogs/**/*.ts', 'src/domain/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'botbuilder-dialogs', message: "import from 'botbuilder-dialogs/lib/…'", allowTypeImports: true },
            { name: 'chrono-node', message: "import from 'chrono-node/fr', '/en'", allowTypeImports: true },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'dialogs/**/*.ts'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'only src/config.ts reads the environment' },
      ],
    },
  },
);
