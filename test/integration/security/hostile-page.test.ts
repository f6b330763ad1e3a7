import { describe, expect, it } from 'vitest';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';

const rig = desktopRig();

describe('the policy in a real Chromium', () => {
  it('lets no injected inline script run, neither one in the page as it came nor one added to it', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    const answer = await rig.electron.defaultSession.answer(new Request('app://fieldbinder/'));
    if (answer === null) throw new Error('There is no page');
    const [headers, html] = [Object.fromEntries(answer.headers), await answer.text()];
    const inline = '<script>window.ran = true</script><img src="data:," onerror="window.ran = true">';
    await page.route(page.url(), (route) =>
      route.fulfill({ headers, body: html.replace('</head>', `${inline}</head>`) }),
    );
    await page.reload();
    await page.getByRole('button', { name: 'Practice' }).waitFor();
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.append(document.createTextNode('window.ran = true'));
      document.body.append(script);
    });
    await eventually(() => {
      expect(window.violations.join()).toContain('script-src-elem inline');
      expect(window.violations.join()).toContain('script-src-attr inline');
      expect(window.violations.join()).toContain('HTMLScriptElement text');
    });
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });

  it.each([
    ['markup as a string', 'document.body.innerHTML = "<img src=x onerror=\'window.ran = true\'>"'],
    ['the address of a script', 'document.createElement("script").src = "https://elsewhere.example/x.js"'],
    ['code as a string', 'new Function("window.ran = true")()'],
    ['a policy of one’s own', 'trustedTypes.createPolicy("mine", {})'],
  ])('refuses %s', async (_what, attempt) => {
    const window = await rig.launchWindow();
    const page = await window.page;
    // From a file of the page's own: what a debugger evaluates is not held to the policy.
    await page.route('**/attempt.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `try { ${attempt}; window.outcome = 'allowed'; } catch (error) { window.outcome = error.name; }`,
      }),
    );
    await page.route(page.url(), async (route) => {
      const answer = await rig.electron.defaultSession.answer(new Request('app://fieldbinder/'));
      const body =
        (await answer?.text())?.replace('</head>', '<script src="/attempt.js"></script></head>') ?? '';
      return route.fulfill({ headers: Object.fromEntries(answer?.headers ?? []), body });
    });
    await page.reload();
    await page.waitForFunction(() => 'outcome' in globalThis);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'outcome') as string)).toMatch(
      /^(Type|Eval)Error$/,
    );
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });

  it('refuses a frame and a connection elsewhere', async () => {
    const window = await rig.launchWindow();
    const page = await window.page;
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://elsewhere.example/';
      document.body.append(frame);
      void fetch('https://elsewhere.example/').catch(() => undefined);
    });
    await eventually(() => {
      expect(window.violations.join()).toMatch(/frame-src|default-src/);
      expect(window.violations.join()).toMatch(/connect-src/);
    });
  });
});

describe('a record whose name is markup', () => {
  it('is shown as the text it is', async () => {
    const name = '<img src=x onerror="window.ran=true"><script>window.ran=true</script>{@html 1}&amp;';
    const window = await rig.launchWindow();
    const page = await window.page;
    await call(window, 'practice', null);
    const saved = await call(window, 'saveAccount', {
      localId: 'made-of-markup',
      openedAtRevision: 0,
      type: 'customer',
      changed: { name: { from: '', to: name } },
      note: null,
    });
    expect(saved).toMatchObject({ ok: true });
    const row = page.getByRole('grid', { name: 'Accounts' }).getByText(name, { exact: true }).first();
    await row.waitFor();
    await row.click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(window.violations).toEqual([]);
  });
});

const TRAVERSALS = [
  'app://fieldbinder/../package.json',
  'app://fieldbinder/%2e%2e/package.json',
  'app://fieldbinder/%2e%2e%2fpackage.json',
  'app://fieldbinder/..%5c..%5cpackage.json',
  'app://fieldbinder/assets/../../host/desktop.js',
  'app://fieldbinder//etc/passwd',
  'app://fieldbinder/C:/Windows/win.ini',
  'app://fieldbinder/index.html%00.js',
  'app://fieldbinder/assets/',
  'app://other/index.html',
  'app://fieldbinder.elsewhere.example/',
];

describe('a path over app://', () => {
  it('that climbs, or names another host, leads nowhere', async () => {
    await rig.launchWindow();
    for (const address of TRAVERSALS) {
      const answer = await rig.electron.defaultSession.answer(new Request(address));
      expect(answer?.status, address).toBe(404);
      expect(await answer?.text()).toBe('');
    }
  });

  it('is answered to GET alone, and the page itself is there', async () => {
    await rig.launchWindow();
    const page = 'app://fieldbinder/index.html';
    const { defaultSession } = rig.electron;
    expect((await defaultSession.answer(new Request(page)))?.status).toBe(200);
    expect((await defaultSession.answer(new Request(page, { method: 'POST' })))?.status).toBe(404);
  });
});
