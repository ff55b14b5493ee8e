// Plugin packages and trusted keys in a real browser, against the mock server: what a person sees from the file to the
// end of a trial, in both outcomes.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kSizes, openBrowser, openPage } from './browser.mjs';

let browser;
let mock;
let base;
let page;
let errors;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });
afterEach(async () => {
	await browser.context.setOffline(false);
	await page?.close();
	await mock?.close();
});

async function start(address, { expected = [], ...options } = {}) {
	mock = makeMock(options);
	base = await mock.listen();
	mock.signIn();
	({ page, errors } = await openPage(browser.context, expected));
	await page.setViewportSize(kSizes[1280]);
	await page.goto(`${base}/${address}`);
}
/** The mock's packages are texts; padding makes several pieces of one. */
const packageFile = (about, padding = 0) => ({ name: `${about.id}-${about.version}.ehp`, mimeType: 'application/octet-stream', buffer: Buffer.from(JSON.stringify(about) + ' '.repeat(padding)) });
async function choose(file) {
	await byId(page, 'open-package').click();
	await byId(page, 'choose-package').waitFor();
	await byId(page, 'package-file').setInputFiles(file);
}
const outcome = (state) => page.locator(`[data-testid="package-outcome"][data-state="${state}"]`).waitFor({ timeout: 30_000 });
const pluginNamed = (id) => mock.data.plugins.find((one) => one.id === id);

describe('packages', () => {
	test('upload in pieces, preview in words, install, trial, kept', async () => {
		await start('#/plugins');
		await choose(packageFile({ id: 'steady', version: '1.0.0' }, 200_000));
		const touches = await byId(page, 'package-touches').innerText();
		for (const words of ['派工单、餐次', '短信', 'fees_open', 'steady_note、steady_visit', 'linux-x86_64、windows-x86_64']) assert.ok(touches.includes(words), `${words} in ${touches}`);
		assert.match(await byId(page, 'package-dialog').innerText(), /陕西工贸信息部，密钥 0123456789abcdef/);
		assert.equal(pluginNamed('steady'), undefined, 'nothing is installed before a person says so');
		await byId(page, 'start-package').click();
		await byId(page, 'package-steps').waitFor();
		await outcome('trial');
		assert.match(await byId(page, 'package-outcome').innerText(), /还要观察 \d 秒/);
		await outcome('holds');
		await byId(page, 'close-package').click();
		await byId(page, 'plugin-steady').waitFor();
		assert.match(await byId(page, 'plugin-steady').innerText(), /1\.0\.0[\s\S]*可信/);
		assert.deepEqual(errors, []);
	});

	test('an upgrade that crashes goes back, and the reason stays on the page', async () => {
		await start('#/plugins');
		await choose(packageFile({ id: 'survey', version: '0.2.0', crashes: true }));
		await byId(page, 'package-version').waitFor();
		assert.equal(await byId(page, 'package-version').innerText(), '0.1.0 → 0.2.0');
		await byId(page, 'start-package').click();
		await outcome('returned');
		assert.match(await byId(page, 'package-dialog').innerText(), /进程收到信号 6/);
		await byId(page, 'close-package').click();
		assert.match(await byId(page, 'returned-survey').innerText(), /0\.2\.0[\s\S]*进程收到信号 6[\s\S]*处理办法/);
		assert.equal(pluginNamed('survey').version, '0.1.0');

		await byId(page, 'rollback-survey').click();
		await byId(page, 'rollback-survey-0.0.9').click();
		await page.locator('.el-message-box').getByRole('button', { name: '确定' }).click();
		await page.waitForFunction(() => document.querySelector('[data-testid="plugin-survey"]').textContent.includes('survey · 0.0.9'));
		assert.equal(await byId(page, 'returned-survey').count(), 0);
		assert.deepEqual(errors, []);
	});

	test('what stands in the way is said with its remedy, and cannot be installed', async () => {
		await start('#/plugins', { expected: [/400/] });
		await choose(packageFile({ id: 'steady', version: '1.0.0', state: 'unknown_signer' }));
		await byId(page, 'package-obstacles').waitFor();
		assert.match(await byId(page, 'package-obstacles').innerText(), /不认识的签名者[\s\S]*处理办法/);
		assert.equal(await byId(page, 'start-package').count(), 0);
		await byId(page, 'package-file').setInputFiles({ name: 'letter.ehp', mimeType: 'text/plain', buffer: Buffer.from('hello') });
		await page.getByText('这不是完整的安装包').waitFor();
		assert.equal(await byId(page, 'start-package').count(), 0);
		await byId(page, 'package-file').setInputFiles(packageFile({ id: 'steady', version: '1.0.0', failsProbe: true }));
		await byId(page, 'start-package').click();
		await outcome('failed');
		assert.match(await byId(page, 'package-dialog').innerText(), /插件试运行失败/);
		assert.equal(pluginNamed('steady'), undefined);
		assert.ok(await byId(page, 'start-package').isVisible(), 'it may be tried again');
	});

	test('a line that drops in the middle is waited for; what has come is not sent again', async () => {
		await start('#/plugins', { expected: [/ERR_|Failed to load/] });
		const sent = [];
		let dropped = 0;
		await page.route('**/pieces/*', async (route) => {
			const piece = Number(route.request().url().split('/').pop());
			if (piece === 2 && dropped < 1) {
				dropped += 1;
				return route.abort('connectionreset');
			}
			sent.push(piece);
			return route.continue();
		});
		await choose(packageFile({ id: 'steady', version: '1.0.0' }, 300_000));
		await byId(page, 'start-package').waitFor({ timeout: 30_000 });
		assert.equal(dropped, 1);
		assert.deepEqual(sent, [0, 1, 2, 3, 4]);
	});

	test('stopped, the same file goes on where it stopped', async () => {
		await start('#/plugins', { expected: [/ERR_|Failed to load/] });
		const sent = [];
		let held;
		await page.route('**/pieces/*', async (route) => {
			const piece = Number(route.request().url().split('/').pop());
			if (piece === 2 && !held) return (held = route);
			sent.push(piece);
			return route.continue();
		});
		const file = packageFile({ id: 'steady', version: '1.0.0' }, 300_000);
		await choose(file);
		await page.waitForFunction(() => document.querySelector('[data-testid="upload-bar"]')?.textContent.includes('40%'));
		await byId(page, 'cancel-upload').click();
		await byId(page, 'choose-package').waitFor();
		await byId(page, 'package-file').setInputFiles(file);
		await byId(page, 'start-package').waitFor();
		assert.deepEqual(sent, [0, 1, 2, 3, 4]);
	});

	test('removing keeps the data, or asks a second time and names the exported folder', async () => {
		await start('#/plugins');
		await byId(page, 'remove-complaints').click();
		await page.keyboard.press('Escape');
		assert.ok(pluginNamed('complaints'));
		await byId(page, 'remove-complaints').click();
		await page.getByRole('button', { name: '连同数据删除' }).click();
		const answer = page.getByRole('textbox', { name: /输入插件编号/ });
		await answer.fill('survey');
		await page.locator('.el-message-box .el-button--danger').click();
		await page.getByText('请输入 complaints').waitFor();
		assert.ok(pluginNamed('complaints'), 'another name is no yes');
		await answer.fill('complaints');
		await page.locator('.el-message-box .el-button--danger').click();
		await page.getByText('/var/lib/erphost/backups/removed-complaints-').waitFor();
		assert.equal(pluginNamed('complaints'), undefined);
		await page.locator('.el-message-box').getByRole('button', { name: '关闭', exact: true }).click();
		await byId(page, 'remove-survey').click();
		await page.getByRole('button', { name: '移除，保留数据' }).click();
		await byId(page, 'empty').first().waitFor();
		assert.deepEqual(errors, []);
	});

	test('with the keyboard alone, in English', async () => {
		await start('#/plugins');
		await byId(page, 'language-en').click();
		// The browser has to know in time that a test wants the dialog of files.
		const asked = page.waitForEvent('filechooser');
		await byId(page, 'open-package').focus();
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => document.activeElement?.dataset.testid === 'choose-package');
		await page.keyboard.press('Enter');
		await (await asked).setFiles(packageFile({ id: 'steady', version: '1.0.0' }));
		await byId(page, 'start-package').waitFor();
		assert.match(await byId(page, 'package-touches').innerText(), /Work order, Meal/);
		await byId(page, 'start-package').focus();
		await page.keyboard.press('Enter');
		await outcome('holds');
		await page.keyboard.press('Escape');
		await byId(page, 'package-dialog').waitFor({ state: 'detached' });
	});
});

describe('trusted keys', () => {
	const kKey = { type: 'erphost-public-key', id: 'aaaabbbbccccdddd', name: '新供应商', public: 'x' };

	test('none yet; pasted, read from a file, revoked with a reason', async () => {
		await start('#/trust', { expected: [/400/] });
		await byId(page, 'empty').waitFor();
		await byId(page, 'add-key').click();
		await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
		await page.keyboard.type('hello');
		await byId(page, 'save-key').click();
		await page.getByText('这不是密钥文件').waitFor();
		await byId(page, 'key-file').setInputFiles({ name: 'maker.pub', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(kKey)) });
		await page.waitForFunction(() => document.querySelector('.key textarea').value.includes('aaaabbbbccccdddd'));
		await byId(page, 'save-key').click();
		await page.locator('.el-table__row', { hasText: '新供应商' }).waitFor();
		await byId(page, 'revoke-aaaabbbbccccdddd').click();
		await page.locator('.el-message-box textarea').fill('私钥外泄');
		await page.locator('.el-message-box').getByRole('button', { name: '确定' }).click();
		await page.locator('.el-table__row', { hasText: '已吊销' }).waitFor();
		assert.equal(mock.data.keys[0].reason, '私钥外泄');
		assert.equal(await byId(page, 'revoke-aaaabbbbccccdddd').count(), 0);
	});
});

describe('developer mode', () => {
	test('is red on every page, for everybody, and gone without it', async () => {
		await start('#/overview', { scenario: 'trouble' });
		await byId(page, 'page-overview').waitFor();
		for (const address of ['plugins', 'cases', 'users']) {
			await page.goto(`${base}/#/${address}`);
			await byId(page, `page-${address}`).waitFor();
			await byId(page, 'developer-mode').waitFor();
		}
		const colour = await byId(page, 'developer-mode').evaluate((element) => getComputedStyle(element).backgroundColor);
		assert.equal(colour, 'rgb(192, 57, 43)');
		mock.data.users[0].grants = [{ role: 'callback_clerk', branch: '*' }];
		mock.signIn();
		await page.reload();
		await byId(page, 'developer-mode').waitFor();
		mock.data.overview.developer = false;
		mock.signIn();
		await page.reload();
		await page.waitForFunction(() => document.querySelector('[data-testid="health"]')?.dataset.health === 'good');
		assert.equal(await byId(page, 'developer-mode').count(), 0);
	});
});
