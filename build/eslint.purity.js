/**
 * The limits of each room beyond its imports: the core has no clock, no chance and no machine;
 * status codes are read in one place; an error's message decides nothing.
 */

/** @typedef {{ readonly selector: string, readonly message: string }} Syntax */

const clock = 'shared/ has no clock: take the time as an argument, in milliseconds.';
/** @type {readonly Syntax[]} */
const impureSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
  { selector: "MemberExpression[object.name='Date'][computed=true]", message: clock },
  // An alias of Date would slip past the lines above. Its type, `new Date(given)` and Date.UTC or Date.parse are fine.
  {
    selector:
      "Identifier[name='Date']:not(NewExpression > .callee):not(CallExpression > .callee):not(MemberExpression > .object):not(MemberExpression > .property):not(TSTypeReference > .typeName):not(Property > .key)",
    message: clock,
  },
  {
    selector: 'CallExpression[callee.property.name=/^format(ToParts)?$/][arguments.length=0]',
    message: 'Formatting nothing formats now: give it the time.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'shared/ has no chance: take the random number as an argument.',
  },
  {
    selector: "VariableDeclarator[init.name=/^(Date|Math)$/][id.type='ObjectPattern']",
    message: 'Write it out (Math.min): taken apart, the clock and chance slip through.',
  },
  { selector: 'ImportExpression', message: 'shared/ is small and pure: import at the top.' },
  {
    selector: 'AwaitExpression',
    message: 'shared/ waits for nothing: if a function decides, it has no await.',
  },
];

/** @type {readonly (readonly [message: string, names: readonly string[]])[]} */
const impureGlobals = [
  ['Take the time as an argument.', ['performance', 'Temporal']],
  [
    'Say when to look again as data; electron/sync owns the timers.',
    ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ],
  ['Take the random value or the id as an argument.', ['crypto']],
  [
    'The network is behind the Gateway port (electron/salesbinder/gateway.ts).',
    ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
  ],
  [
    'shared/ has no machine under it: take what you need as an argument.',
    ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'globalThis', 'global'],
  ],
  [
    'shared/ has no window: the renderer owns it.',
    ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB', 'self'],
  ],
  ['Return what there is to say; the edge says it.', ['console', 'alert', 'confirm', 'prompt']],
];

/** @type {Syntax} */
const computedImport = {
  selector: "ImportExpression:not([source.type='Literal'])",
  message: 'Name the module literally: the bundler and the boundaries test must see it.',
};
const readsMessage =
  "An error's message decides nothing: read its code, or make a typed error. Only electron/desktop/fetch.ts may.";
const thrown = '/^(e|err|error|cause|reason|failure|thrown|caught)$/';
/** @type {readonly Syntax[]} */
const messageSyntax = [
  {
    selector: `CallExpression[callee.object.property.name='message'][callee.property.name=/^(includes|startsWith|endsWith|match|search|indexOf)$/][callee.object.object.name=${thrown}]`,
    message: readsMessage,
  },
  {
    selector: `CallExpression[callee.property.name='test'] > MemberExpression.arguments[property.name='message'][object.name=${thrown}]`,
    message: readsMessage,
  },
  {
    selector: `BinaryExpression[operator=/^[!=]==?$/] > MemberExpression[property.name='message'][object.name=${thrown}]`,
    message: readsMessage,
  },
];
const readsStatus =
  'A status code is read in electron/salesbinder/v2/wire.ts and answers.ts alone, and becomes a Problem there.';
/** @type {readonly Syntax[]} */
const statusSyntax = [
  {
    selector: "BinaryExpression:has(> MemberExpression[property.name='status']):has(> Literal[raw=/^[0-9]/])",
    message: readsStatus,
  },
  {
    selector:
      "SwitchStatement[discriminant.property.name='status']:has(SwitchCase > Literal.test[raw=/^[0-9]/])",
    message: readsStatus,
  },
  {
    selector: "MemberExpression[property.name='ok'][object.name=/^(response|reply)$/]",
    message: readsStatus,
  },
];
/** Static styles reach the page through innerHTML, where the Content-Security-Policy drops them; computed ones go through the CSSOM. */
/** @type {Syntax} */
const staticStyle = {
  selector:
    "SvelteElement[kind='html'] > SvelteStartTag > SvelteAttribute[key.name='style'][value.length=1] > SvelteLiteral",
  message: 'The Content-Security-Policy drops a static style attribute: use a class, or style:name={value}.',
};

/** @type {Syntax} */
const deafState = {
  selector:
    "CallExpression[callee.name='$state'] > NewExpression[callee.name=/^(Map|Set|Date|URL|URLSearchParams)$/]",
  message:
    '$state does not see into this: use svelte/reactivity, or $state.raw and a new one at each change.',
};

/** @type {(files: readonly string[], syntax: readonly Syntax[]) => { name: string, files: string[], rules: { 'no-restricted-syntax': ['error', ...Syntax[]] } }} */
const forbid = (files, syntax) => ({
  name: `what is not done in ${files.join(', ')}`,
  files: [...files],
  rules: { 'no-restricted-syntax': ['error', ...syntax] },
});

/** Later entries win. */
export const purity = [
  forbid(['shared/**/*.ts'], [...impureSyntax, ...messageSyntax, ...statusSyntax]),
  {
    name: 'shared has no machine',
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': /** @type {['error', ...unknown[]]} */ ([
        'error',
        ...impureGlobals.flatMap(([message, names]) => names.map((name) => ({ name, message }))),
      ]),
    },
  },
  forbid(['electron/**/*.ts'], [computedImport, ...messageSyntax, ...statusSyntax]),
  forbid(['electron/salesbinder/v2/{wire,answers}.ts'], [computedImport, ...messageSyntax]),
  forbid(['electron/practice/**/*.ts'], [computedImport, ...messageSyntax]),
  forbid(['electron/desktop/fetch.ts'], [computedImport]),
  forbid(
    ['renderer/**/*.{ts,svelte}'],
    [computedImport, staticStyle, deafState, ...messageSyntax, ...statusSyntax],
  ),
];
