import { describe, expect, test } from 'vitest';
import { NetworkFailure, networkFailureOf } from '../../../../electron/salesbinder/network-failure.ts';

function coded(code: string, syscall?: string): Error {
  return Object.assign(new Error('a sentence that nobody reads'), { code, ...(syscall && { syscall }) });
}

function fetchFailed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

describe('nothing left', () => {
  test.each([
    ['no such name', coded('ENOTFOUND', 'getaddrinfo')],
    ['the name cannot be asked for now', coded('EAI_AGAIN', 'getaddrinfo')],
    ['nobody listens', coded('ECONNREFUSED', 'connect')],
    ['no way to the network', coded('ENETUNREACH', 'connect')],
    ['no way to the machine', coded('EHOSTUNREACH', 'connect')],
    ['no connection in time, says Node', coded('ETIMEDOUT', 'connect')],
    ['no connection in time, says undici', coded('UND_ERR_CONNECT_TIMEOUT')],
    ['an expired certificate', coded('CERT_HAS_EXPIRED')],
    ['a certificate of nobody known', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['another’s certificate', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['no TLS at all', coded('ERR_SSL_WRONG_VERSION_NUMBER', 'write_')],
  ])('%s', (_, cause) => {
    const { code } = cause as Error & { code: string };
    expect(networkFailureOf(fetchFailed(cause))).toMatchObject({ left: false, code });
    expect(networkFailureOf(new Error('wrapped', { cause: fetchFailed(cause) })).left).toBe(false);
  });

  test('each of several addresses failed to connect', () => {
    const all = new AggregateError([coded('ECONNREFUSED', 'connect'), coded('ETIMEDOUT', 'connect')]);
    expect(networkFailureOf(fetchFailed(all)).left).toBe(false);
  });
});

describe('it may have left', () => {
  test.each([
    ['the connection was reset', fetchFailed(coded('ECONNRESET', 'read'))],
    ['the other side closed', fetchFailed(coded('UND_ERR_SOCKET'))],
    ['no headers in time', fetchFailed(coded('UND_ERR_HEADERS_TIMEOUT'))],
    ['a broken pipe', fetchFailed(coded('EPIPE', 'write'))],
    ['a running connection that timed out', fetchFailed(coded('ETIMEDOUT', 'read'))],
    ['a running connection whose way was lost', fetchFailed(coded('EHOSTUNREACH', 'read'))],
    ['an alert in the middle of TLS', fetchFailed(coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'))],
    ['an abort', new DOMException('This operation was aborted', 'AbortError')],
    ['a sentence about a refusal, without a code', fetchFailed(new Error('connect ECONNREFUSED'))],
    [
      'one of several addresses got further',
      new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]),
    ],
    ['several addresses, none named', new AggregateError([])],
    ['no error at all', undefined],
    ['a thrown text', 'ECONNREFUSED'],
    ['null', null],
  ])('%s', (_, error) => {
    expect(networkFailureOf(error).left).toBe(true);
  });

  test('a cause that points back at itself ends', () => {
    const circle = new Error('round');
    circle.cause = circle;
    expect(networkFailureOf(circle)).toMatchObject({ left: true, code: 'NO_ANSWER' });
    const many = new AggregateError([]);
    many.errors.push(many);
    expect(networkFailureOf(many).left).toBe(true);
  });
});

test('what a Host says itself is believed', () => {
  const told = new NetworkFailure('ERR_INTERNET_DISCONNECTED', { left: false });
  expect(networkFailureOf(told)).toBe(told);
  expect(networkFailureOf(new Error('wrapped', { cause: told }))).toBe(told);
});

test('a code that is no code is not repeated', () => {
  expect(networkFailureOf(coded('Basic c2VjcmV0')).code).toBe('NO_ANSWER');
  expect(networkFailureOf(coded('X'.repeat(100))).code).toBe('NO_ANSWER');
});
