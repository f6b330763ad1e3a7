import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { GRACE, windowLine } from '../../../../electron/browser/window-line.ts';
import type { Told } from '../../../../shared/contract/socket-protocol.ts';
import { FakeApp } from '../../../support/fake-app.ts';

const DRAFT = { localId: 'record-1', openedAtRevision: 0, type: 'customer', changed: {}, note: 'typed' };

/** The host's end of a socket whose other end is this test. */
class TestSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly told: Told[] = [];
  closedWith: number | null = null;
  terminated = false;
  send(text: string): void {
    this.told.push(JSON.parse(text) as Told);
    this.emit('told');
  }
  close(code: number): void {
    this.closedWith = code;
  }
  /** The window at the other end closes it. */
  hangUp(): void {
    this.emit('close');
  }
  terminate(): void {
    this.terminated = true;
  }
  ask(message: unknown): void {
    this.emit('message', Buffer.from(JSON.stringify(message)), false);
  }
  /** Asks, and gives the answer. */
  async answerTo(call: string, id = 1): Promise<Told | undefined> {
    const answered = new Promise((resolve) => this.once('told', resolve));
    this.ask({ id, call, input: call === 'keepDraft' ? DRAFT : null });
    await answered;
    return this.told.at(-1);
  }
}

afterEach(() => vi.useRealTimers());

function place() {
  const app = new FakeApp();
  const line = windowLine(app);
  const take = (claim: 'new' | 'again', windowId: string): TestSocket => {
    const socket = new TestSocket();
    line.take(socket as unknown as WebSocket, claim, windowId);
    return socket;
  };
  return { app, line, take };
}

describe('the one window that may call', () => {
  it('is not the one that was taken over from, whatever it still sends', async () => {
    const { app, take } = place();
    const first = take('new', 'one');
    take('new', 'two');
    expect(first.told).toEqual([{ is: 'event', event: { is: 'superseded' } }]);
    expect(await first.answerTo('saveAccount')).toMatchObject({
      is: 'answer',
      id: 1,
      result: { ok: false, problem: { detail: 'superseded' } },
    });
    expect(app.asked).toEqual([]);
  });

  it('may keep what is typed when it is taken over from, before the next one is answered', async () => {
    const { app, take } = place();
    const first = take('new', 'one');
    const second = take('new', 'two');
    const opened = second.answerTo('open');
    expect(await first.answerTo('keepDraft')).toMatchObject({ is: 'answer', result: { ok: true } });
    expect(app.asked.map(({ name }) => name)).toEqual(['keepDraft']);
    first.hangUp();
    await opened;
    expect(app.asked.map(({ name }) => name)).toEqual(['keepDraft', 'open']);
    expect(await first.answerTo('keepDraft', 2)).toMatchObject({ result: { ok: false } });
  });

  it('waits no longer than its time for one that sleeps, and then takes nothing of it', async () => {
    vi.useFakeTimers();
    const { app, take } = place();
    const asleep = take('new', 'one');
    const second = take('new', 'two');
    const opened = second.answerTo('open');
    await vi.advanceTimersByTimeAsync(GRACE - 1);
    expect(app.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await opened;
    expect(asleep.closedWith).toBe(4001);
    expect(await asleep.answerTo('keepDraft')).toMatchObject({ result: { ok: false } });
    expect(app.asked.map(({ name }) => name)).toEqual(['open']);
  });

  it('has its turn after all that came before, also those that never had theirs', async () => {
    const { app, take } = place();
    const first = take('new', 'one');
    const second = take('new', 'two');
    const third = take('new', 'three');
    const opened = third.answerTo('open');
    second.hangUp();
    expect(await first.answerTo('keepDraft')).toMatchObject({ result: { ok: true } });
    first.hangUp();
    await opened;
    expect(app.asked.map(({ name }) => name)).toEqual(['keepDraft', 'open']);
  });

  it('alone hears what happens', () => {
    const { app, take } = place();
    const first = take('new', 'one');
    const second = take('new', 'two');
    app.emit({ is: 'opened' });
    expect(first.told).toHaveLength(1);
    expect(second.told).toEqual([{ is: 'event', event: { is: 'opened' } }]);
  });

  it('comes back over a new connection without superseding itself', () => {
    const { take } = place();
    const lost = take('new', 'one');
    const back = take('again', 'one');
    expect(lost).toMatchObject({ terminated: true, told: [] });
    expect(back.told).toEqual([]);
  });

  it('is asked for what is being typed before the line is closed, and hears no more then', async () => {
    const { app, line, take } = place();
    const socket = take('new', 'one');
    const closed = line.close();
    expect(socket).toMatchObject({ terminated: false, told: [{ event: { is: 'closing' } }] });
    await socket.answerTo('readyToClose');
    await closed;
    app.emit({ is: 'opened' });
    expect(socket.terminated).toBe(true);
    expect(socket.told).toHaveLength(2);
    expect(app.listeners.size).toBe(0);
  });

  it('is not waited for long where it says nothing, and not at all where it is gone', async () => {
    vi.useFakeTimers();
    const { line, take } = place();
    const silent = take('new', 'one');
    const closed = line.close();
    await vi.advanceTimersByTimeAsync(GRACE - 1);
    expect(silent.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closed;
    expect(silent.terminated).toBe(true);
    await place().line.close();
  });
});
