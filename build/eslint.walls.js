/** The table of walls.js as lint: what a file may import, and where it may not, what to do instead. */
import { builtinModules } from 'node:module';
import { posix, relative } from 'node:path';
import { refusal } from './walls.js';

/**
 * Of each kind of node that imports: what is read here.
 * @typedef {object} Importing
 * @property {string} type
 * @property {import('eslint').AST.SourceLocation | null | undefined} [loc]
 * @property {object | null | undefined} [source] a literal, but for a module named at run time
 * @property {string} [importKind]
 * @property {string} [exportKind]
 */

/** @type {import('eslint').Rule.RuleModule} */
const wallsRule = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{why}}' } },
  create(context) {
    const from = relative(context.cwd, context.filename).replaceAll('\\', '/');
    /** @type {(node: Importing) => void} */
    const judge = (node) => {
      const specifier = node.source && 'value' in node.source ? node.source.value : null;
      if (typeof specifier !== 'string') return;
      const isType = [node.importKind, node.exportKind].includes('type') || node.type === 'TSImportType';
      const why = nameless(specifier) ?? refusal(from, targetOf(from, specifier), isType);
      if (why !== null && node.loc) context.report({ loc: node.loc, messageId: 'refused', data: { why } });
    };
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge,
    };
  },
};

/** @type {(specifier: string) => string | null} */
function nameless(specifier) {
  const isComplete = !specifier.startsWith('.') || /\.\w+$/.test(specifier);
  return isComplete ? null : `Name the file with its extension: ${specifier} would be looked for.`;
}

/**
 * A path from the top for a relative specifier, else the library's name, `node` for Node's own modules.
 * @type {(from: string, specifier: string) => string}
 */
function targetOf(from, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node';
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

export const walls = [
  {
    name: 'walls',
    files: ['{shared,electron,renderer,test,build}/**/*.{ts,js,svelte}'],
    plugins: { walls: { rules: { imports: wallsRule } } },
    rules: { 'walls/imports': /** @type {const} */ ('error') },
  },
];
