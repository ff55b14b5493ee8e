// The call-back pages alone, in a real browser, against the mock server (host/console/mock). Needs `npm ci && npm run build` there.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kSizes, openBrowser, openPage } from './browser.mjs';

const kLineDown = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_FAILED/;

let browser;
let mock;
let base;
let page;
let errors;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

async function start(expected = []) {
	mock = makeMock();
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
async function openTask(number) {
	await goTo('#/callbacks');
	await page.locator('[data-testid^="task-HF"]').nth(number).click();
	await byId(page, 'lease').waitFor();
	return mock.data.tasks.find((task) => page.url().endsWith(task.id));
}

describe('the questions of a call', () => {
	const press = async (...keys) => {
		for (const key of keys) {
			await page.keyboard.press(key);
			await page.waitForTimeout(60); // the mark moves after the answer is drawn
		}
	};
	test('[SV-33] [SV-36] [SV-39] a whole call by keyboard: a probe question appears, words are asked back, money is fen', async () => {
		await start();
		const task = mock.data.tasks.find((one) => one.stage === 'on_site' && !one.lease && one.phone !== mock.data.tasks[0].phone && one.attempts === 0);
		await goTo(`#/callbacks/${task.id}`);
		await byId(page, 'script').waitFor();
		await byId(page, 'lease').waitFor();
		await press('2', '1');
		await byId(page, 'said-attitude').fill('马马虎虎');
		await press('Enter');
		await byId(page, 'ask-back').waitFor();
		await byId(page, 'pick-attitude-average').click();
		assert.equal(await byId(page, 'question-test_possible').count(), 0);
		await press('2');
		await byId(page, 'question-test_possible').waitFor();
		await press('1', '1', '1');
		await page.keyboard.type('120.5');
		await press('Enter', '1', 'Escape');
		await press('Control+Enter');
		await page.waitForFunction((old) => document.querySelector('[data-testid="task-number"]')?.textContent !== old, task.number);
		assert.equal(task.rounds[0].attempts[0].level, 'satisfied');
		assert.deepEqual(task.rounds[0].attempts[0].questionnaire, { id: 'install', version: 2 });

		// What was answered stands in the history, and a correction shows what it takes back before it is made (SV-15).
		await goTo(`#/callbacks/${task.id}`);
		await page.getByText('问卷 8 题').click();
		await page.getByText('120.50 元').waitFor();
		await byId(page, 'correct-1-1').click();
		await byId(page, 'corrected-dissatisfied').click();
		await byId(page, 'corrected-words').fill('师傅迟到');
		await byId(page, 'correction-look').click();
		await byId(page, 'correction-preview').getByText('投诉作业不良联络单').waitFor();
		await byId(page, 'correction-reason').fill('客户来电更正');
		await byId(page, 'correction-apply').click();
		await page.getByText('更正：客户来电更正').waitFor();
		assert.equal(task.rounds[0].attempts.length, 2);
		assert.ok(task.rounds[0].attempts[0].corrected);
		assert.equal(task.state, 'after_sales');
		assert.deepEqual(errors, []);
	});

	test('[SV-13] nobody answers the telephone: one key, and it stands at each of the customer\'s orders', async () => {
		await start();
		const [one, two, three] = mock.data.tasks;
		await goTo(`#/callbacks/${one.id}`);
		await byId(page, 'lease').waitFor();
		await press('n', 'Control+Enter');
		await page.waitForFunction((numbers) => !numbers.includes(document.querySelector('[data-testid="task-number"]')?.textContent), [one.number, two.number, three.number]);
		for (const task of [one, two, three]) assert.equal(task.rounds[0].attempts.at(-1).disposition, 'no_answer');
		assert.deepEqual(errors, []);
	});

	test('what was complete when the line went down is sent from the list, once', async () => {
		await start([kLineDown]);
		const task = await openTask(3);
		await press('5');
		await page.keyboard.type('空调漏水');
		await browser.context.setOffline(true);
		await press('Control+Enter');
		await byId(page, 'unsent').waitFor();
		await page.evaluate(() => { location.hash = '#/callbacks'; });
		await byId(page, 'draft-alert').getByText('自动发送').waitFor();
		await browser.context.setOffline(false);
		await byId(page, 'draft-alert').waitFor({ state: 'detached' });
		assert.equal(task.rounds[0].attempts.filter((attempt) => attempt.words === '空调漏水').length, 1);
	});
});

describe('the on-site desk', () => {
	test('[SV-14] before a call: what to do, and the calls of the day with what went wrong', async () => {
		await start();
		await goTo('#/onsite-desk');
		await byId(page, 'desk-calls').locator('tbody tr').first().waitFor();
		const rows = await byId(page, 'desk-calls').locator('tbody tr').count();
		assert.match(await byId(page, 'desk-counts').innerText(), new RegExp(`共 ${rows} 通：身份不符 1，不满意 1，没有提醒两句话 1`));
		assert.equal(await page.locator('ol li').count(), 5);
		await page.keyboard.type('0000');
		await byId(page, 'empty').first().waitFor();
		assert.deepEqual(errors, []);
	});

	test('[SV-20] [SV-22] [SV-24] four digits, three checks, the customer, courtesy: without the mouse', async () => {
		await start();
		const task = mock.data.tasks.find((one) => one.kind === 'work_order' && !one.lease && one.attempts === 0 && one.phone !== mock.data.tasks[0].phone);
		await goTo('#/onsite-desk');
		await page.locator('#last4:focus').waitFor();
		await page.keyboard.type(task.phone.slice(-4));
		await byId(page, 'check-name').waitFor();
		await page.keyboard.press('y');
		await page.keyboard.press('y');
		await page.keyboard.press('x');
		await page.locator('#said-brand:focus').waitFor();
		await page.keyboard.type('说是美的');
		await page.keyboard.press('Enter');
		await page.keyboard.press('p');
		await page.keyboard.type(task.phone);
		await page.keyboard.press('Enter');
		await byId(page, 'customers-phone').waitFor();
		await page.keyboard.press('c');
		await page.keyboard.press('1');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'recorded').getByText(task.number).waitFor();
		await byId(page, 'desk-calls').locator('tbody tr').first().getByText(task.orderNumber).waitFor();
		const { onsite, channel, level } = task.rounds[0].attempts[0];
		assert.deepEqual([channel, level, onsite.courtesy, onsite.callerIsCustomer], ['on_site', 'very_satisfied', true, true]);
		assert.deepEqual(onsite.checks.brand, { result: 'mismatch', said: '说是美的' });
		assert.deepEqual(errors, []);
	});
});

describe('the manager\'s month', () => {
	beforeEach(() => start());

	test('[SV-57] few answers are said to be few and not ranked; nothing answered is a dash', async () => {
		await goTo('#/callback-figures');
		await page.locator('canvas').nth(2).waitFor();
		await byId(page, 'total-satisfaction').getByText('95.9 %').waitFor();
		await goTo('#/callback-figures/indicators?by=technician&sort=rank');
		await byId(page, 'few').first().waitFor();
		await goTo('#/callback-figures/indicators');
		await page.getByRole('row', { name: /洋县/ }).getByText('—').first().waitFor();
		assert.deepEqual(errors, []);
	});

	test('[SV-56] a month is signed off and frozen', async () => {
		const month = mock.data.office.months.find((one) => one.state === 'computed');
		await goTo(`#/survey-month/${month.month}`);
		await byId(page, 'sign-month').click();
		await page.locator('.el-message-box .el-button--primary').click();
		await page.locator('[data-testid="month-state"][data-state="signed"]').waitFor();
		assert.equal(await byId(page, 'sign-month').count(), 0);
		assert.equal(month.state, 'signed');
	});

	test('[SV-55] a plan goes on only when its step is complete, and has a paper', async () => {
		await goTo('#/improvement-plans/plan-2');
		await byId(page, 'plan-missing').getByText('至少写一条原因').waitFor();
		await byId(page, 'cause-0').fill('师傅没有讲解');
		await byId(page, 'measure-0').fill('培训');
		await byId(page, 'person-0').fill('马志远');
		assert.ok(await byId(page, 'advance-plan').isDisabled());
		await page.getByLabel('期限', { exact: true }).first().fill('2026-12-05');
		await page.keyboard.press('Enter');
		await byId(page, 'advance-plan').click();
		await page.locator('[data-testid="plan-step"][data-step="do"]').waitFor();
		await page.emulateMedia({ media: 'print' });
		await byId(page, 'paper').getByText('师傅没有讲解').waitFor();
		assert.ok(!(await byId(page, 'plan-number').isVisible()));
	});

	test('a questionnaire is changed as a draft, its difference shown, checked and published', async () => {
		await goTo('#/questionnaires');
		await byId(page, 'questionnaire-install').click();
		await byId(page, 'begin-draft').click();
		await byId(page, 'text-zh').fill('');
		await byId(page, 'check-draft').click();
		await byId(page, 'mistakes').getByText('问题没有中文').waitFor();
		await byId(page, 'text-zh').fill('师傅准时到了吗？');
		await byId(page, 'diff').getByText('师傅准时到了吗？').waitFor();
		await byId(page, 'save-draft').click();
		await byId(page, 'no-mistakes').waitFor();
		await byId(page, 'publish').click();
		await page.locator('.el-message-box .el-button--primary').click();
		await page.getByText(/已发布，自/).waitFor();
		assert.deepEqual(errors, []);
	});

	test('[SV-09] a contact gets its result; [SV-07] the roster a shift', async () => {
		await goTo('#/survey-contacts');
		await byId(page, 'result-contact-0').click();
		await byId(page, 'contact-result').fill('一切正常');
		await byId(page, 'save-result').click();
		await byId(page, 'result-contact-0').waitFor({ state: 'detached' });
		assert.equal(mock.data.office.contacts[0].state, 'done');
		await goTo('#/survey-contacts/roster');
		await page.locator('[data-testid^="roster-"]').first().click();
		await byId(page, 'shift-person-0').fill('周敏');
		await byId(page, 'save-roster').click();
		await page.getByText('周敏').first().waitFor();
		assert.equal(mock.data.office.roster.size, 1);
	});
});
