// The console's pages of complaints and the pages without an account, in a real browser against the mock server.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kSizes, openBrowser, openPage } from './browser.mjs';

const kToken = '0123456789abcdef0123456789abcdef';
const kLineDown = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_FAILED/;
const kPhone = { width: 390, height: 844 };

let browser;
let mock;
let base;
let page;
let errors;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

async function start(expected = [], signedIn = true) {
	mock = makeMock({});
	base = await mock.listen();
	if (signedIn) mock.signIn();
	({ page, errors } = await openPage(browser.context, expected));
	await page.setViewportSize(kSizes[1280]);
}
afterEach(async () => {
	await browser.context.setOffline(false);
	await page?.close();
	await mock?.close();
});
const goTo = (address) => page.goto(`${base}/${address}`);
const noneWider = async () => {
	const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	assert.ok(wider <= 0, `${page.url()}: ${wider} px too wide`);
};

describe('complaints', () => {
	for (const language of ['zh', 'en']) {
		test(`pages of one thing load without a missing text: ${language}`, async () => {
			await start([/404/]);
			await goTo('#/cases');
			await byId(page, `language-${language}`).click();
			const task = mock.data.tasks[0];
			for (const [address, id] of [
				['#/cases/case-1', 'page-case'], ['#/cases/case-4', 'page-case'], ['#/cases/case-3/documents/write_up', 'page-document'], ['#/contact-sheets/sheet-1', 'page-contact-sheet'],
				['#/contact-sheets/sheet-2/print', 'page-sheet-print'], ['#/complaint-causes/shared', 'shared'], ['#/complaint-lists/never', 'never-again'], ['#/complaint-lists/customers', 'customers'],
				[`#/story/${task.kind}/${task.branchId}/${encodeURIComponent(task.orderKey)}`, 'page-story'],
			]) {
				await goTo(address);
				await byId(page, id).waitFor();
				await page.waitForLoadState('networkidle');
				if (address.startsWith('#/cases/case-') && !address.includes('documents')) {
					for (const tab of await page.locator('.el-tabs__item').all()) await tab.click();
					await page.waitForLoadState('networkidle');
				}
				await noneWider();
			}
			assert.deepEqual(errors, []);
		});
	}

	test('CP-01, CP-20: a complaint is taken by keyboard alone, and what it is linked with is shown at once', async () => {
		await start();
		await goTo('#/cases');
		await page.locator('[data-testid^="case-TS"]').first().waitFor();
		await page.keyboard.press('n');
		await byId(page, 'page-intake').waitFor();
		const task = mock.data.tasks[0];
		await page.keyboard.type(task.orderNumber);
		await page.keyboard.press('Enter');
		await byId(page, 'picked-order').getByText(task.orderNumber).waitFor();
		await byId(page, 'linked').first().waitFor();
		await page.keyboard.press('Alt+2');
		await page.keyboard.type('漏水三天没人来');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'case-words').getByText('漏水三天没人来').waitFor();
		assert.equal(mock.data.complaints.opened.length, 1);
		assert.equal(mock.data.complaints.opened[0].source, 'counter');
		assert.equal(mock.data.complaints.opened[0].order.key, task.orderKey);
		assert.deepEqual(errors, []);
	});

	test('CP-09: the next step is recorded, and only the next one is asked for', async () => {
		await start();
		await goTo('#/cases/case-1');
		await byId(page, 'step-what').waitFor();
		assert.ok(await byId(page, 'save-step').isDisabled());
		await byId(page, 'cause').click();
		await page.locator('.el-select-dropdown__item:visible').first().click();
		await byId(page, 'step-what').fill('支架没有固定好');
		await page.keyboard.press('Control+Enter');
		await page.locator('[data-step="cause"].done').waitFor();
		await page.locator('[data-step="solution"].next').waitFor();
		assert.deepEqual(errors, []);
	});

	test('CP-19: what is behind the mask is shown with a reason, and the look is kept', async () => {
		await start();
		await goTo('#/cases/case-0');
		await byId(page, 'phone').getByText('****').waitFor();
		await byId(page, 'reveal').click();
		await page.locator('.el-message-box textarea').fill('约上门时间');
		await page.locator('.el-message-box .el-button--primary').click();
		await page.waitForFunction(() => /^\d{11}$/.test(document.querySelector('[data-testid="phone"]')?.textContent ?? ''));
		assert.equal(mock.data.complaints.looks.at(-1).reason, '约上门时间');
	});

	test('CP-02: a hand-over is accepted in the inbox', async () => {
		await start();
		await goTo('#/cases');
		await byId(page, 'inbox').click();
		await byId(page, 'accept-hand-over').click();
		await page.waitForFunction(() => !document.querySelector('[data-testid="accept-hand-over"]'));
		assert.equal(mock.data.complaints.details.get('case-1').handOvers[0].state, 'accepted');
	});

	test('CP-14: a link is made, and stands as QR code on the paper', async () => {
		await start();
		await goTo('#/contact-sheets/sheet-1');
		await byId(page, 'make-link').click();
		await byId(page, 'link').getByText('/s/fedcba98').waitFor();
		await byId(page, 'print').click();
		await byId(page, 'paper').locator('[data-testid="qr"] path[d^="M"]').waitFor();
		await page.emulateMedia({ media: 'print' });
		assert.equal(await page.locator('.side').isVisible(), false);
		const pdf = await page.pdf({ preferCSSPageSize: true });
		assert.equal((pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length, 1, 'the sheet fits one page');
	});

	test('a report is printed as text: no fields, no hints, room to write where nothing is', async () => {
		await start([/404/]);
		await goTo('#/cases/case-3/documents/write_up');
		await byId(page, 'part-lessons').waitFor();
		await byId(page, 'part-course').fill('导购承诺免费安装，上门却要收费');
		await page.emulateMedia({ media: 'print' });
		assert.equal(await page.locator('.paper input:visible, .paper textarea:visible').count(), 0);
		await byId(page, 'paper').getByText('导购承诺免费安装').waitFor();
		assert.deepEqual(errors, []);
	});

	test('CP-12: a clock is paused with a reason that everybody sees', async () => {
		await start();
		await goTo('#/clocks');
		await byId(page, 'clock-clock-0').click();
		await byId(page, 'pause-note').fill('客户出差，周五回来');
		await byId(page, 'pause').click();
		await byId(page, 'resume').waitFor();
		assert.equal(mock.data.complaints.clocks[0].state, 'paused');
	});

	test('X-01: a plugin that is down costs the story its own lines only', async () => {
		await start([/503/]);
		mock.data.complaintsDown = true;
		const task = mock.data.tasks[0];
		await goTo(`#/story/${task.kind}/${task.branchId}/${encodeURIComponent(task.orderKey)}`);
		await byId(page, 'silent-complaints').waitFor();
		await page.getByText(task.number).waitFor();
	});

	test('fines are set in a table in yuan, and stored in fen', async () => {
		await start();
		await goTo('#/settings');
		await byId(page, 'scope-complaints').click();
		await byId(page, 'edit-fines').click();
		await page.locator('tr[data-row="A-UNSAFE"] input').first().fill('80');
		await page.keyboard.press('Tab');
		await byId(page, 'diff').getByText('80.00').waitFor();
		await byId(page, 'save-setting').click();
		await page.getByText(/已保存，自/).waitFor();
		assert.equal(mock.data.settings.complaints[0].value['A-UNSAFE'].fen, 8000);
		assert.equal(mock.data.settings.complaints[0].value['A-OVERCHARGE'].againFen, 20000);
	});
});

describe('without an account', () => {
	for (const language of ['zh', 'en']) {
		test(`every state of a sheet says what it is, on a phone: ${language}`, async () => {
			await start([/404/], false);
			await page.setViewportSize(kPhone);
			for (const [token, phase] of [[kToken, 'open'], ['00000000000000000000000000000002', 'answered'], ['00000000000000000000000000000007', 'withdrawn'], ['forged', 'unknown']]) {
				await goTo(`s/${token}?lang=${language}`);
				await page.locator(`[data-testid="page-sheet"][data-phase="${phase}"]`).waitFor();
				await noneWider();
			}
			assert.deepEqual(errors, []);
		});
	}

	const answer = async () => {
		await byId(page, 'result').fill('已重新安装');
		await byId(page, 'measure').fill('班长复核');
		await byId(page, 'by-name').fill('马志远');
	};

	test('X-08: a photo is scaled down before it is sent, and the answer stands', async () => {
		await start([], false);
		await page.setViewportSize(kPhone);
		await goTo(`s/${kToken}`);
		await answer();
		const large = await page.evaluate(() => {
			const canvas = document.createElement('canvas');
			canvas.width = 3200;
			canvas.height = 2400;
			canvas.getContext('2d').fillRect(0, 0, 1000, 1000);
			return canvas.toDataURL('image/png').split(',')[1];
		});
		await byId(page, 'photos').setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.from(large, 'base64') });
		await byId(page, 'photo').waitFor();
		assert.equal(await byId(page, 'photo').getAttribute('data-width'), '1600');
		await byId(page, 'send').click();
		await page.locator('[data-phase="sent"]').waitFor();
		const [sent] = mock.data.publicAnswers;
		assert.equal(sent.photos[0].mediaType, 'image/jpeg');
		assert.equal(Buffer.from(sent.photos[0].base64, 'base64').subarray(0, 2).toString('hex'), 'ffd8');
		assert.deepEqual(errors, []);
	});

	test('the line drops: the answer is kept, sent again by itself, and recorded once', async () => {
		await start([kLineDown], false);
		await goTo(`s/${kToken}`);
		await answer();
		await browser.context.setOffline(true);
		await byId(page, 'send').click();
		await page.locator('[data-testid="notice"][data-kind="warn"]').waitFor();
		await browser.context.setOffline(false);
		await page.locator('[data-phase="sent"]').waitFor();
		assert.equal(mock.data.publicAnswers.length, 1);
	});

	test('somebody else answered first: said clearly, nothing is lost', async () => {
		await start([/409/], false);
		await goTo(`s/${kToken}`);
		await answer();
		Object.assign(mock.data.complaints.sheets.find((sheet) => sheet.id === 'sheet-1'), { state: 'answered', answeredByName: '李四', result: '早已处理', measure: '', answeredAt: Date.now() });
		await byId(page, 'send').click();
		await page.locator('[data-phase="second"]').waitFor();
	});

	test('X-07: an order’s state by number and four digits; wrong ones find nothing', async () => {
		await start([], false);
		await page.setViewportSize(kPhone);
		await goTo('order');
		const task = mock.data.tasks[0];
		await byId(page, 'number').fill(task.orderNumber);
		await byId(page, 'last4').fill(task.phone.slice(-4));
		await byId(page, 'look').click();
		await byId(page, 'states').waitFor();
		assert.ok(!(await byId(page, 'states').innerText()).includes(task.customerName));
		await byId(page, 'last4').fill('0000');
		await byId(page, 'look').click();
		await byId(page, 'notice').waitFor();
		assert.deepEqual(errors, []);
	});
});
