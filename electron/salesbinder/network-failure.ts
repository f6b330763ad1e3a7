/**
 * A request that got no answer, told apart by one fact: had anything left this computer?
 * A Host's fetch may throw this where its platform reports failures in its own way (the desktop's does);
 * plain Node errors are read by their `code` and `syscall`. Nobody reads a message.
 */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  /** An upper-case code such as `ERR_NAME_NOT_RESOLVED`: never a sentence, an address or anything that was sent. */
  readonly code: string;
  /** False only when certainly no byte of the request reached anybody. */
  readonly left: boolean;
  /** The server pointed elsewhere and the platform would not hand the answer over. */
  readonly redirected: { readonly status: number } | undefined;

  constructor(
    code: string,
    facts: { readonly left: boolean; readonly redirected?: { readonly status: number } },
  ) {
    super(code);
    this.code = code;
    this.left = facts.left;
    this.redirected = facts.redirected;
  }
}

/** Error codes of Node's fetch (undici) and sockets for a connection that never came about. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  // The other side is not who it says, or speaks no TLS that we do: found out before the request is written.
  // Other ERR_SSL_ codes can come after it, so they don't stand here.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whatever a fetch threw, as the facts that count. What nobody recognises has left. */
export function networkFailureOf(error: unknown): NetworkFailure {
  const chain = causesOf(error);
  const told = chain.find((each) => each instanceof NetworkFailure);
  if (told !== undefined) return told;
  const codes = chain.map(codeOf).filter((code) => code !== null);
  return new NetworkFailure(codes.at(-1) ?? 'NO_ANSWER', { left: !neverConnected(error) });
}

function neverConnected(error: unknown, depth = 0): boolean {
  return causesOf(error).some((each) => {
    // Several addresses were tried: each must have failed to connect.
    if (each instanceof AggregateError && each.errors.length > 0 && depth < 3) {
      return each.errors.every((one) => neverConnected(one, depth + 1));
    }
    const code = codeOf(each);
    const syscall = textOf(each, 'syscall');
    // An established connection can die of EHOSTUNREACH or ETIMEDOUT too, while reading or writing.
    if (syscall === 'read' || syscall === 'write') return false;
    if (code === 'ETIMEDOUT') return syscall === 'connect';
    return code !== null && NEVER_CONNECTED.has(code);
  });
}

/** The error and what caused it, outermost first. Bounded: a cause may point back at itself. */
function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let each = error; typeof each === 'object' && each !== null && chain.length < 10;) {
    chain.push(each);
    each = (each as { readonly cause?: unknown }).cause;
  }
  return chain;
}

function codeOf(error: unknown): string | null {
  const code = textOf(error, 'code');
  return code !== null && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : null;
}

function textOf(error: unknown, name: 'code' | 'syscall'): string | null {
  const value: unknown = (error as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : null;
}
