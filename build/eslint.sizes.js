/**
 * How long a function may be, counted as a reader counts: its own lines of code. The functions that a factory names
 * inside itself are stories of their own and are counted apart; a callback belongs to the function it stands in.
 * ESLint's own max-lines-per-function counts a factory of ten small functions as one long one.
 */

/**
 * @typedef {import('eslint').Rule.Node} Node
 * @typedef {readonly [from: number, to: number]} Range
 * @typedef {{ readonly apart: Range[] }} Open
 */

const NAMING_PARENTS = ['VariableDeclarator', 'Property', 'PropertyDefinition', 'MethodDefinition'];

/** @type {import('eslint').Rule.RuleModule} */
export const functionLines = {
  meta: {
    type: 'suggestion',
    schema: [
      { type: 'object', properties: { max: { type: 'integer', minimum: 1 } }, additionalProperties: false },
    ],
    messages: {
      tooLong:
        'This function has {{lines}} lines of its own, over {{max}}: give a part of it a name of its own.',
    },
  },
  create(context) {
    /** @type {unknown} */
    const options = context.options[0];
    const { max } = /** @type {{ max: number }} */ (options);
    /** @type {Open[]} */
    const open = [];
    /** @param {Node} node */
    const leave = (node) => {
      const apart = open.pop()?.apart ?? [];
      const lines = ownLines(context.sourceCode, node, apart);
      if (lines > max)
        context.report({ node, messageId: 'tooLong', data: { lines: String(lines), max: String(max) } });
      const outer = open.at(-1);
      if (outer === undefined) return;
      outer.apart.push(...(isNamed(node) ? [rangeOf(node)] : apart));
    };
    return {
      ':function': () => open.push({ apart: [] }),
      ':function:exit': leave,
    };
  },
};

/** @type {(node: Node) => boolean} */
function isNamed(node) {
  return node.type === 'FunctionDeclaration' || NAMING_PARENTS.includes(node.parent?.type ?? '');
}

/** @type {(node: Node) => Range} */
function rangeOf(node) {
  return node.range ?? [0, 0];
}

/**
 * Lines that hold code of this function itself; blank lines and comments hold none.
 * @type {(source: import('eslint').SourceCode, node: Node, apart: readonly Range[]) => number}
 */
function ownLines(source, node, apart) {
  const own = source
    .getTokens(node)
    .filter(({ range }) => !apart.some(([from, to]) => range[0] >= from && range[1] <= to));
  return new Set(own.flatMap(({ loc }) => linesBetween(loc.start.line, loc.end.line))).size;
}

/** @type {(from: number, to: number) => readonly number[]} */
function linesBetween(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
