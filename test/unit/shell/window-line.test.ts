import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { windowLine } from '../../../electron/browser/window-line.ts';
import type { Told } from '../../../shared/socket.ts';
import { FakeApp } from '../../support/fake-app.ts';

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
  terminate(): void {
    this.terminated = true;
  }
  ask(message: unknown): void {
    this.emit('message', Buffer.from(JSON.stringify(message)), false);
  }
}

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
    const answered = new Promise((resolve) => first.once('told', resolve));
    first.ask({ id: 1, call: 'open', input: null });
    await answered;
    expect(first.told[1]).toMatchObject({
      is: 'answer',
      id: 1,
      result: { ok: false, problem: { detail: 'superseded' } },
    });
    expect(app.asked).toEqual([]);
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

  it('hears no more once the line is closed', () => {
    const { app, line, take } = place();
    const socket = take('new', 'one');
    line.close();
    app.emit({ is: 'opened' });
    expect(socket).toMatchObject({ terminated: true, told: [] });
    expect(app.listeners.size).toBe(0);
  });
});
