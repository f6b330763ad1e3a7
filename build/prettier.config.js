/** @type {import('prettier').Config} */
export default {
  singleQuote: true,
  printWidth: 110,
  trailingComma: 'all',
  plugins: ['prettier-plugin-svelte'],
  overrides: [{ files: '*.svelte', options: { parser: 'svelte' } }],
};
