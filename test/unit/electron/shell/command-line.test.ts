import { describe, expect, it } from 'vitest';
import { defaultFolder, readCommandLine } from '../../../../electron/browser/command-line.ts';
import { mayOpen, mayOpenOutside } from '../../../../electron/shell/links.ts';

describe('browser mode’s command line', () => {
  it('has sensible answers to everything that was not said', () => {
    const folder = defaultFolder();
    expect(readCommandLine([])).toEqual({ is: 'run', open: true, port: 8123, folder, timeScale: 1 });
  });

  it('takes what was said', () => {
    const args = ['--no-open', '--port', '0', '--data', '/tmp/x', '--time-scale', '20'];
    expect(readCommandLine(args)).toEqual({
      is: 'run',
      open: false,
      port: 0,
      folder: '/tmp/x',
      timeScale: 20,
    });
  });

  it.each([
    ['--port', '65536'],
    ['--port', 'eighty'],
    ['--port', '-1'],
    ['--port'],
    ['--time-scale', '0'],
    ['--time-scale', '1.5'],
    ['--data', ''],
    ['--prot', '1'],
    ['somewhere'],
  ])('says in one line what is wrong with %s %s', (...args) => {
    const command = readCommandLine(args);
    expect(command.is).toBe('wrong');
    if (command.is === 'wrong') expect(command.line).toMatch(/^[^\n]+\.$/);
  });

  it('keeps its data where each platform does, apart from the desktop app’s', () => {
    expect(defaultFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/fieldbinder-browser');
    expect(defaultFolder('linux', { XDG_DATA_HOME: '/d' }, '/home/a')).toBe('/d/fieldbinder-browser');
    expect(defaultFolder('darwin', {}, '/Users/a')).toBe(
      '/Users/a/Library/Application Support/Fieldbinder Browser',
    );
    expect(defaultFolder('win32', { LOCALAPPDATA: 'L' }, 'C')).toContain('Fieldbinder Browser');
  });
});

describe('pages that may be opened outside', () => {
  it.each(['https://www.salesbinder.com/api', 'https://acme.salesbinder.com/'])('%s', (url) => {
    expect(mayOpen(url)).toBe(true);
  });

  it.each([
    'http://www.salesbinder.com/',
    'https://salesbinder.com.evil.example/',
    'https://evilsalesbinder.com/',
    'https://user@salesbinder.com/',
    'https://salesbinder.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ])('never %s', (url) => {
    expect(mayOpen(url)).toBe(false);
  });
});

describe('addresses that a person may have opened outside', () => {
  it.each([
    'https://acme.example/shop?a=b#c',
    'http://acme.example:8080/',
    'mailto:orders@acme.example',
    'tel:+16045550100',
    'tel:6045550100;ext=7',
  ])('%s', (address) => {
    expect(mayOpenOutside(address)).toBe(true);
  });

  it.each([
    'https://user:word@acme.example/',
    'mailto:a@acme.example?bcc=b@evil.example',
    'mailto:a@acme.example,b@evil.example',
    'tel:*21*900#',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://acme.example/share',
    'ms-msdt:/id',
    'data:text/html,x',
    'acme.example',
  ])('never %s', (address) => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});
