// The console alone, in a real browser, against the mock server (host/console/mock). Needs `npm ci && npm run build` there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kPages, kScreens, kSizes, openBrowser, openPage, quiet } from './browser.mjs';

// Being asked to sign in is an answer that the browser itself logs as an error.
const kSignedOut = /401 \(Unauthorized\)/;
const kLineDown = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_FAILED/;

let browser;
let mock;
let base;
let page;
let errors;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

async function start(options = {}, expected = []) {
	mock = makeMock(options);
	base = await mock.listen();
	mock.signIn();
	({ page, errors } = await openPage(browser.context, expected));
	await page.setViewportSize(kSizes[1280]);
}
afterEach(async () => {
	await browser.context.setOffline(false);
	await page?.close();
	await mock?.close();
});

const goTo = (address) => page.goto(`${base}/${address}`);
async function openTask(number = 0) {
	await goTo('#/callbacks');
	await page.locator('[data-testid^="task-HF"]').nth(number).click();
	await byId(page, 'lease').waitFor();
	return byId(page, 'task-number').innerText();
}
const taskByNumber = (number) => mock.data.tasks.find((task) => task.number === number);

describe('screens of manifests', () => {
	test('a list filters, a form adds to it and a button of a row changes it, in both languages', async () => {
		await start();
		await goTo('#/overview');
		await byId(page, 'menu-screen-reminders-reminders').click();
		await byId(page, 'screen-reminders-reminders').waitFor();
		assert.equal(await page.title(), '到期提醒 · erphost');
		await byId(page, 'form-add').click();
		await byId(page, 'field-branchId').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: '勉县' }).click();
		await byId(page, 'field-what').fill('梯子检查');
		assert.ok(await byId(page, 'form-save').isDisabled(), 'a field that is needed is missing');
		const day = new Date(mock.data.now + 9 * 86_400_000).toISOString().slice(0, 10);
		await byId(page, 'field-dueOn').locator('input').fill(day);
		await byId(page, 'field-dueOn').locator('input').press('Tab');
		await byId(page, 'form-save').click();
		await page.locator('.el-table__row', { hasText: '梯子检查' }).waitFor();
		assert.deepEqual(Object.keys(mock.data.reminders[0]).sort(), ['branchId', 'dueOn', 'id', 'state', 'what']);

		const late = page.locator('.el-table__row', { hasText: '已过期' });
		const before = await late.count();
		await late.first().locator('[data-testid="row-done"]').click();
		await page.waitForFunction((count) => [...document.querySelectorAll('.el-table__row')].filter((row) => row.textContent.includes('已过期')).length === count, before - 1);
		const done = page.locator('.el-table__row', { hasText: '完成' }).filter({ hasNot: byId(page, 'row-done') });
		assert.ok(await done.count() > 0, 'what is done has no button any more');

		await byId(page, 'filter-state').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: '已过期' }).click();
		await page.waitForFunction((count) => document.querySelectorAll('.el-table__row').length === count, before - 1);
		await byId(page, 'language-en').click();
		await page.locator('h1', { hasText: 'Reminders' }).waitFor();
		await page.locator('.el-table__row', { hasText: 'Late' }).first().waitFor();
		assert.deepEqual(errors, []);
	});

	test('what the host refuses stands at its field, and nothing is lost', async () => {
		await start({}, [/422/]);
		await goTo('#/screen/reminders/reminders');
		await byId(page, 'form-add').click();
		await byId(page, 'field-branchId').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: '勉县' }).click();
		await byId(page, 'field-what').fill('迟了');
		await byId(page, 'field-dueOn').locator('input').fill('2020-01-01');
		await byId(page, 'field-dueOn').locator('input').press('Tab');
		await byId(page, 'form-save').click();
		await page.locator('.el-form-item__error', { hasText: '日期已经过去' }).waitFor();
		assert.equal(await byId(page, 'field-what').inputValue(), '迟了');
	});

	test('a screen that is gone says so', async () => {
		await start();
		await goTo('#/screen/reminders/other');
		await page.getByText('没有这个页面').waitFor();
	});
});

describe('pages', () => {
	for (const scenario of ['good', 'trouble']) {
		for (const [size, viewport] of Object.entries(kSizes)) {
			for (const language of ['zh', 'en']) {
				test(`every page loads without errors: ${scenario}, ${size}, ${language}`, async () => {
					await start({ scenario });
					await page.setViewportSize(viewport);
					await goTo('#/overview');
					await byId(page, `language-${language}`).click();
					for (const [name, address, id] of [...kPages, ...kScreens]) {
						await goTo(address);
						await byId(page, id).waitFor();
						await quiet(page);
						const wider = await page.evaluate(() => document.querySelector('#main').scrollWidth - document.querySelector('#main').clientWidth);
						assert.ok(wider <= 0, `${name}: ${wider} px too wide`);
						// A list that is wider than its place scrolls sideways inside, and nobody sees its last columns.
						const tables = await page.evaluate(() => [...document.querySelectorAll('.el-table')].map((table) => (table.querySelector('.el-table__body')?.offsetWidth ?? 0) - table.clientWidth));
						assert.ok(tables.every((beyond) => beyond <= 1), `${name}: a list is ${Math.max(...tables)} px wider than its place`);
					}
					if (language === 'zh') assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
					assert.deepEqual(errors, []);
				});
			}
		}
	}

	test('overview says what is wrong and what to do', async () => {
		await start({ scenario: 'trouble' });
		await goTo('#/overview');
		assert.equal(await byId(page, 'verdict').getAttribute('data-verdict'), 'error');
		assert.match(await byId(page, 'verdict').innerText(), /已被隔离[\s\S]*处理办法/);
		assert.match(await byId(page, 'verdict').innerText(), /读取连接中断/);
		await page.waitForFunction(() => document.querySelector('[data-testid="health"]').dataset.health === 'process');
	});

	test('the language is remembered', async () => {
		await start();
		await goTo('#/overview');
		await byId(page, 'language-en').click();
		await page.reload();
		await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
		await byId(page, 'language-zh').click();
		await page.getByRole('heading', { name: '总览', exact: true }).waitFor();
	});
});

describe('signing in', () => {
	beforeEach(async () => {
		await start({}, [kSignedOut]);
		mock.data.session = null;
	});

	for (const address of ['#/signin?link=good-link', 'signin?link=good-link']) {
		test(`by one-time link ${address}: set a password, then in`, async () => {
			await goTo(address);
			await byId(page, 'new-password').fill('correct horse battery');
			await byId(page, 'repeat-password').fill('correct horse battery');
			assert.doesNotMatch(page.url(), /good-link/, 'the link stays in the address');
			await byId(page, 'set-password').click();
			await byId(page, 'page-overview').waitFor();
			assert.equal(mock.data.password, 'correct horse battery');
			assert.deepEqual(errors, []);
		});
	}

	test('a spent link and a wrong password say what to do', async () => {
		await goTo('#/signin?link=old-link');
		await byId(page, 'problem').waitFor();
		assert.match(await byId(page, 'problem').innerText(), /登录链接已失效/);
		await byId(page, 'username').fill('admin');
		await byId(page, 'password').fill('wrong password');
		await byId(page, 'signin').click();
		await page.getByText('用户名或密码不正确').waitFor();
	});

	test('an expired session leads to sign-in and back to the page', async () => {
		mock.signIn();
		mock.data.password = 'correct horse battery';
		await goTo('#/audit?action=setting');
		await byId(page, 'page-audit').waitFor();
		mock.data.session = null;
		await byId(page, 'refresh').click();
		await byId(page, 'expired').waitFor();
		await byId(page, 'username').fill('admin');
		await byId(page, 'password').fill('correct horse battery');
		await page.keyboard.press('Enter');
		await byId(page, 'page-audit').waitFor();
		assert.match(page.url(), /action=setting/);
	});
});

describe('lists', () => {
	beforeEach(() => start());

	test('filter, sort, paging and export of the call-back list', async () => {
		await goTo('#/callbacks');
		await byId(page, 'total').getByText('160').waitFor();
		await byId(page, 'next').click();
		await byId(page, 'page').getByText('第 2 页').waitFor();
		await byId(page, 'previous').click();
		await byId(page, 'page').getByText('第 1 页').waitFor();

		await page.getByRole('columnheader', { name: '回访编号' }).click();
		await page.waitForURL(/sort=number/);
		const numbers = await page.locator('[data-testid^="task-HF"]').allInnerTexts();
		assert.ok(numbers.length === 50 && new Set(numbers).size === 50);

		const wanted = mock.data.tasks[20];
		await byId(page, 'filter-search').locator('input').or(page.locator('input[data-testid="filter-search"]')).first().fill(wanted.orderNumber);
		await byId(page, 'total').getByText('共 1 行').waitFor();
		await page.waitForURL(new RegExp(`search=${wanted.orderNumber}`));
		await byId(page, 'reset-filters').click();
		await byId(page, 'total').getByText('160').waitFor();

		const [download] = await Promise.all([page.waitForEvent('download'), byId(page, 'export').click()]);
		assert.match(download.suggestedFilename(), /\.xlsx$/);
		const bytes = readFileSync(await download.path());
		assert.equal(bytes.subarray(0, 2).toString(), 'PK');
		assert.ok(bytes.length > 8_000, `only ${bytes.length} bytes for 160 rows`);
		assert.deepEqual(errors, []);
	});

	test('a filter that finds nothing says so', async () => {
		await goTo('#/callbacks?search=nobody');
		await byId(page, 'empty').getByText('没有符合条件的内容').waitFor();
	});
});

describe('the call-back form', () => {
	test('by keyboard only: next, level, words, save, and the ERP follows', async () => {
		await start();
		await goTo('#/callbacks');
		await byId(page, 'counter-open').getByText('160').waitFor();
		await page.keyboard.press('n');
		await byId(page, 'lease').waitFor();
		const first = await byId(page, 'task-number').innerText();
		await page.keyboard.press('4');
		assert.equal(await byId(page, 'level-4').getAttribute('aria-checked'), 'true');
		assert.ok(await byId(page, 'save').isDisabled(), 'saving without words');
		await page.keyboard.type('师傅迟到2小时，没有试机'); // digits are text here
		assert.equal(await byId(page, 'level-4').getAttribute('aria-checked'), 'true');
		await page.keyboard.press('Control+Enter');
		await page.waitForFunction((number) => document.querySelector('[data-testid="task-number"]')?.textContent !== number, first);
		await page.locator(`[data-testid="saved-${first}"][data-state="confirmed"]`).waitFor();
		const task = taskByNumber(first);
		assert.equal(task.state, 'after_sales');
		assert.equal(task.rounds[0].attempts[0].words, '师傅迟到2小时，没有试机');
		assert.deepEqual(errors, []);
	});

	test('dispositions by letter, Esc leaves the field, then puts the task back', async () => {
		await start();
		const number = await openTask();
		await page.keyboard.press('n');
		assert.equal(await byId(page, 'disposition-no_answer').getAttribute('aria-checked'), 'true');
		await page.keyboard.press('/');
		await page.keyboard.type('w');
		assert.equal(await byId(page, 'disposition-no_answer').getAttribute('aria-checked'), 'true');
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
		await byId(page, 'page-callbacks').waitFor();
		assert.equal(taskByNumber(number).lease, null);
		await byId(page, 'draft-alert').waitFor();
		await page.evaluate(() => localStorage.clear());
	});

	test('a draft survives a dropped line and a reload, and is sent once when the line is back', async () => {
		await start({}, [kLineDown]);
		const number = await openTask();
		await page.keyboard.press('5');
		await page.keyboard.type('空调漏水');
		await browser.context.setOffline(true);
		await page.keyboard.press('Control+Enter');
		await byId(page, 'unsent').waitFor();
		assert.equal(taskByNumber(number).attempts, 0);
		await browser.context.setOffline(false);
		await page.waitForFunction((old) => document.querySelector('[data-testid="task-number"]')?.textContent !== old, number);
		assert.equal(taskByNumber(number).attempts, 1);
		assert.equal(taskByNumber(number).rounds[0].attempts[0].words, '空调漏水');

		const second = await byId(page, 'task-number').innerText();
		await page.keyboard.press('4');
		await page.keyboard.type('没有清理现场');
		await page.reload();
		await byId(page, 'restored').waitFor();
		assert.equal(await page.locator('textarea').first().inputValue(), '没有清理现场');
		await page.keyboard.press('Control+Enter');
		await page.waitForFunction((old) => document.querySelector('[data-testid="task-number"]')?.textContent !== old, second);
		assert.equal(taskByNumber(second).attempts, 1);
		assert.deepEqual(errors, []);
	});

	test('an answer lost on the way back is recorded once', async () => {
		await start({}, [kLineDown]);
		const number = await openTask();
		let lost = false;
		await page.route('**/attempts', async (route) => {
			if (lost) return route.continue();
			lost = true;
			await route.fetch(); // the server records it, the answer never arrives
			return route.abort();
		});
		await page.keyboard.press('1');
		await page.keyboard.press('Control+Enter');
		await page.waitForFunction((old) => document.querySelector('[data-testid="task-number"]')?.textContent !== old, number);
		assert.equal(taskByNumber(number).attempts, 1);
	});

	test('a task of another clerk can be read, not answered', async () => {
		await start({}, [/409/]);
		await goTo('#/callbacks/task-0005');
		await byId(page, 'problem').getByText('何静 正在回访').waitFor();
		assert.ok(await byId(page, 'save').isDisabled());
	});

	test('tasks of the same phone come next', async () => {
		await start();
		const [one, two, three] = mock.data.tasks;
		await goTo(`#/callbacks/${one.id}`);
		await byId(page, 'siblings').waitFor();
		await byId(page, 'lease').waitFor();
		await page.keyboard.press('2');
		await page.keyboard.press('Control+Enter');
		await page.waitForFunction((numbers) => numbers.includes(document.querySelector('[data-testid="task-number"]')?.textContent), [two.number, three.number]);
	});
});

describe('administration', () => {
	beforeEach(() => start({ scenario: 'trouble' }));

	test('a refused record: preview, correct, replay', async () => {
		await goTo('#/erp/outbox?state=refused');
		await page.locator('button[data-testid^="record-"]').first().click();
		await byId(page, 'preview').getByText('已回访').waitFor();
		await page.getByLabel('记录内容').fill('{"order": "AZ1", "words": "短"}');
		await byId(page, 'correct').click();
		await page.getByText('已更正，重新排队').waitFor();
		assert.equal(mock.data.outbox.find((record) => record.payload.words === '短').state, 'waiting');
		assert.deepEqual(errors, []);
	});

	test('an entity is compared with the ERP, and what differs is read again', async () => {
		await goTo('#/erp/entities');
		await byId(page, 'compare-work_order').click();
		await byId(page, 'compared-work_order').getByText('缺 2 条，不同 1 条，多 0 条').waitFor();
		await byId(page, 'repair-work_order').click();
		await page.locator('.el-message-box .el-button--primary').click();
		await byId(page, 'compared-work_order').getByText('一致').waitFor();
		assert.equal(await byId(page, 'repair-work_order').count(), 0);
		assert.deepEqual(errors, []);
	});

	test('a setting: the difference is shown before it is applied', async () => {
		await goTo('#/settings');
		await byId(page, 'scope-survey').click();
		await byId(page, 'edit-attempts').click();
		await page.getByRole('spinbutton').fill('5');
		await page.keyboard.press('Tab');
		await byId(page, 'diff').getByText('5').waitFor();
		await byId(page, 'save-setting').click();
		await page.getByText(/已保存，自/).waitFor();
		assert.equal(mock.data.settings.survey.find((setting) => setting.name === 'attempts').value, 5);
	});

	test('the first setup says what is done and what comes next, and sets the date', async () => {
		const setting = mock.data.settings.host.find((one) => one.name === 'go_live_date');
		const before = { ...setting, versions: [...setting.versions] };
		Object.assign(setting, { value: null, effectiveFrom: null, versions: [] });
		await goTo('#/setup');
		await byId(page, 'setup-sum').getByText('下一步').waitFor();
		assert.match(await byId(page, 'step-erp').getAttribute('class'), /done/);
		assert.match(await byId(page, 'step-dryRun').innerText(), /2 种写入中有 1 种/);
		await byId(page, 'save-go-live').click();
		await byId(page, 'step-goLive').getByText(/已于 .* 上线/).waitFor();
		assert.equal(setting.versions.length, 1);
		Object.assign(setting, before);
		await byId(page, 'go-accounts').click();
		await byId(page, 'page-employees').waitFor();
		assert.deepEqual(errors, []);
	});

	test('accounts are made of the ERP\'s employees, with a slip for each', async () => {
		await goTo('#/users');
		await byId(page, 'from-erp').click();
		await byId(page, 'page-employees').waitFor();
		await byId(page, 'filter-search').fill('配件员');
		await byId(page, 'pick-R1002').waitFor();
		await page.getByText('回访员', { exact: true }).first().waitFor({ state: 'detached' });
		await byId(page, 'pick-R1002').click();
		await byId(page, 'pick-R1006').click();
		await byId(page, 'picked').getByText('2').waitFor();
		await byId(page, 'create-accounts').click();
		await byId(page, 'slip').nth(1).waitFor();
		assert.equal(await byId(page, 'slip').count(), 2);
		assert.match(await byId(page, 'slip').first().innerText(), /r1002[\s\S]*#\/signin\?link=good-link/);
		assert.deepEqual(errors, []);
	});

	test('a password is set, replaced and removed, and never shown', async () => {
		await goTo('#/settings');
		await byId(page, 'scope-secrets').click();
		await byId(page, 'secret-state-sms.token').getByText('未设置').waitFor();
		await byId(page, 'set-sms.token').click();
		await byId(page, 'secret-value').fill('geheim-1');
		await page.keyboard.press('Enter');
		await byId(page, 'secret-state-sms.token').getByText('已设置').waitFor();
		assert.equal(await page.getByText('geheim-1').count(), 0);
		await byId(page, 'add-secret').click();
		await byId(page, 'secret-name').fill('两个 字');
		await byId(page, 'secret-value').fill('x');
		assert.equal(await byId(page, 'save-secret').isDisabled(), true);
		await byId(page, 'secret-name').fill('own.key');
		await byId(page, 'save-secret').click();
		await byId(page, 'secret-state-own.key').waitFor();
		await byId(page, 'remove-own.key').click();
		await page.locator('.el-message-box .el-button--primary').click();
		await byId(page, 'secret-state-own.key').waitFor({ state: 'detached' });
		assert.deepEqual(mock.data.secrets.map((secret) => secret.name), ['erp.pull', 'erp.push', 'old.token', 'sms.token', 'smtp.password']);
	});

	test('the check-up says what is wrong and what to do, is repeated, copied and downloaded', async () => {
		await goTo('#/doctor');
		await byId(page, 'run-doctor').click();
		await byId(page, 'finding-doctor.driver_bits').getByText('请安装 64 位的驱动').waitFor();
		await byId(page, 'doctor-summary').getByText('1 项需要马上处理').waitFor();
		await byId(page, 'copy-doctor').click();
		await page.getByText('已复制').waitFor();
		const download = page.waitForEvent('download');
		await byId(page, 'doctor-bundle').click();
		assert.match((await download).suggestedFilename(), /^erphost-doctor-.*\.zip$/);
		await byId(page, 'run-doctor').click();
		await byId(page, 'doctor-summary').getByText('一切正常').waitFor();
		assert.equal(await byId(page, 'finding-doctor.driver_bits').count(), 0);
	});

	test('a parked event is skipped with a reason', async () => {
		await goTo('#/plugins');
		await byId(page, 'skip-4711').click();
		await page.locator('.el-message-box textarea').fill('重复的联络单');
		await page.locator('.el-message-box .el-button--primary').click();
		await byId(page, 'empty').getByText('没有搁置的事件').waitFor();
	});

	test('a new user gets a one-time link', async () => {
		await goTo('#/users');
		await byId(page, 'create-user').click();
		await page.getByLabel('用户名', { exact: true }).last().fill('wangfang');
		await page.getByLabel('姓名', { exact: true }).fill('王芳');
		await byId(page, 'save-user').click();
		await page.getByText('王芳 的一次性登录链接').waitFor();
		assert.ok(mock.data.users.some((user) => user.username === 'wangfang'));
	});
});
