import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheControl, readAssets } from '../../../../electron/shell/assets.ts';
import { securityHeaders } from '../../../../electron/shell/security-headers.ts';

describe('the window’s files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assets-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<p>hi</p>');
    writeFileSync(join(folder, 'assets', 'index-Ab12.js'), '1');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are known by the path they are asked for under, and by nothing else', () => {
    const assets = readAssets(folder);
    expect([...assets.keys()].sort()).toEqual(['/', '/assets/index-Ab12.js', '/index.html']);
    expect(assets.get('/')?.type).toBe('text/html; charset=utf-8');
    expect(assets.get('/assets/index-Ab12.js')?.type).toBe('text/javascript; charset=utf-8');
  });

  it('may be kept only where the name follows the content', () => {
    const assets = readAssets(folder);
    const [page, script] = [assets.get('/'), assets.get('/assets/index-Ab12.js')];
    if (page === undefined || script === undefined) throw new Error('missing');
    expect(cacheControl(page)).toBe('no-store');
    expect(cacheControl(script)).toContain('immutable');
  });

  it('are refused at the start when a kind of file is unknown or the page is missing', () => {
    writeFileSync(join(folder, 'notes.docx'), '');
    expect(() => readAssets(folder)).toThrow('/notes.docx');
    rmSync(join(folder, 'notes.docx'));
    rmSync(join(folder, 'index.html'));
    expect(() => readAssets(folder)).toThrow('not built');
  });
});

describe('the headers of every answer', () => {
  it('allow scripts and styles from their own origin only, and no inline code', () => {
    const policy = securityHeaders(['ws://127.0.0.1:1'])['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; style-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
  });
});
