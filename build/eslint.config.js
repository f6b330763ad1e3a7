/** Lint, from the language up to the house: typed rules, Svelte's, sizes, and the two fences. */
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';
import { purity } from './eslint.purity.js';
import { functionLines } from './eslint.sizes.js';
import { walls } from './eslint.walls.js';

const PRODUCT = ['shared/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.ts'];

const parserOptions = {
  // Each folder's own tsconfig. The extension must be the same for every file: a change reloads the whole program.
  projectService: true,
  extraFileExtensions: ['.svelte'],
};

const impatient = [
  ['vi', 'waitFor'],
  ['vi', 'waitUntil'],
  ['expect', 'poll'],
];

export default defineConfig(
  { ignores: ['out/', 'release/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'typescript',
    files: ['**/*.{ts,js,svelte}'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions },
    rules: {
      // `== null` reads: neither null nor undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-param-reassign': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A default branch is allowed only to hand the impossible to assertNever, never to cover a case that was forgotten.
        { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: false },
      ],
      // A guard reads `if (...) return rest();`, also where nothing is returned.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // [...text] takes code points apart on purpose.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A port's answer is a promise also where an implementation need not wait (a fake, a refusal).
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'svelte',
    files: ['**/*.{svelte,svelte.ts}'],
    extends: [svelte.configs.recommended],
    languageOptions: { parserOptions: { ...parserOptions, parser: ts.parser } },
    rules: {
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      // Links and routes of SvelteKit; this is one page.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    name: 'runes',
    files: ['**/*.{svelte,svelte.ts}'],
    rules: {
      // Flags every Set that is changed before it is handed over whole. What bites stands in eslint.purity.js.
      'svelte/prefer-svelte-reactivity': 'off',
      // `void this.#version;` tells a derived value what it depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // {' '} keeps a space between two elements.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  {
    name: 'components',
    files: ['**/*.svelte'],
    rules: {
      // Lint sees another component's props as any; svelte-check knows their types and checks them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    name: 'sizes',
    files: PRODUCT,
    rules: {
      // A hint: meaning decides where a file is split.
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    name: 'sizes of functions',
    files: [...PRODUCT, 'renderer/**/*.svelte', 'build/**'],
    plugins: { house: { rules: { 'function-lines': functionLines } } },
    rules: { 'house/function-lines': ['error', { max: 40 }] },
  },
  {
    name: 'the core and the host',
    files: ['{shared,electron}/**/*.ts'],
    rules: {
      // Ports are records of functions: nothing in them has a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'the host',
    files: ['electron/**/*.ts'],
    rules: {
      // A bug is logged; everything else is said through the contract.
      'no-console': ['error', { allow: ['error'] }],
    },
  },
  {
    name: 'where the platform shows',
    files: ['build/**', 'electron/{browser,desktop}/**', 'electron/{browser,desktop}.ts'],
    rules: {
      // Over Node's platforms a default is the honest last case.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'rooms that speak to a terminal',
    files: [
      'build/**',
      'electron/{browser,desktop}.ts',
      'electron/{browser,desktop}/**',
      'test/support/**',
      'test/bench/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'tests',
    files: ['test/**/*.ts'],
    rules: {
      // Assertions on fakes hand methods around; a missing element fails the test anyway.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    name: 'how tests wait',
    files: ['test/**/*.ts'],
    ignores: ['test/support/eventually.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...impatient.map(([object, property]) => ({
          object,
          property,
          message: 'It gives up after a second, which a busy machine needs: use eventually().',
        })),
      ],
    },
  },
  ...walls,
  ...purity,
);
