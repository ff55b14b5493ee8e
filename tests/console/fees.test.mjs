// The console's pages of fees, fines and settlements and the public price page, in a real browser against the mock server.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

async function start(expected = [], signedIn = true) {
	mock = makeMock({});
	base = await mock.listen();
	if (signedIn) mock.signIn();
	({ page, errors } = await openPage(browser.context, expected));
	await page.setViewportSize(kSizes[1280]);
}
afterEach(async () => {
	await page?.close();
	await mock?.close();
});
const goTo = (address) => page.goto(`${base}/${address}`);
const noneWider = async () => {
	const wider = await page.evaluate(() => {
		const main = document.querySelector('.main');
		return Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, main ? main.scrollWidth - main.clientWidth : 0);
	});
	assert.ok(wider <= 0, `${page.url()}: ${wider} px too wide`);
};
const orderPage = (order) => `#/fees/order/work_order/${order.branchId}/${encodeURIComponent(order.orderKey)}`;
const reason = async (words) => {
	await byId(page, 'field-reason').fill(words);
	await byId(page, 'form-save').click();
};

describe('fees', () => {
	for (const language of ['zh', 'en']) {
		test(`every page loads without a missing text and fits the screen: ${language}`, async () => {
			await start();
			const { fees } = mock.data;
			await goTo('#/fees');
			await byId(page, `language-${language}`).click();
			for (const [address, id] of [
				['#/fees', 'page-fees'], [orderPage(fees.orders[0]), 'fee'], [`#/fees/receipts/${fees.receipts[0].id}`, 'paper'],
				['#/fee-cash', 'hand-in'], ['#/fee-cash/over', 'hand-over'], ['#/fee-cash/days', 'cash-days'], ['#/fee-cash/counts', 'cash-counts'], ['#/fee-cash/entries', 'cash-entries'], ['#/fee-cash/accounts', 'cash-accounts'],
				['#/fee-exceptions', 'exceptions'], ['#/fee-exceptions/compensations', 'compensations'], ['#/fee-lists', 'page-fee-lists'], ['#/fee-lists/commission', 'page-fee-lists'], ['#/fee-lists/one/list-4', 'rows'], ['#/fee-lists/one/list-6', 'rows'],
				['#/fines', 'fines-board'], ['#/fines/one/fine-0', 'check-form'], ['#/fines/one/fine-3', 'shares'], ['#/fines/notices', 'notices'], ['#/fines/months', 'notice-months'], ['#/fines/dunning', 'dunning'], ['#/fines/dismissals', 'dismissals'], ['#/fines/offences', 'choice'],
				['#/penalty-notices/notice-0', 'return-slip'], ['#/fee-hr', 'hr-months'], ['#/fee-hr/rewards', 'rewards'], [`#/fee-hr/month/MX/${fees.month}`, 'hr-people'], [`#/fee-hr/paper/MX/${fees.month}?person=S001`, 'person-sheet'],
				['#/settlements', 'works'], ['#/settlements/runs', 'settlement-list'], ['#/settlements/deposits', 'deposits'], ['#/settlements/one/settlement-0', 'settlement-total'], ['#/settlements/print/settlement-0', 'settlement-sheet'],
				['#/manufacturer', 'cards'], ['#/manufacturer/missing', 'cards-missing'], ['#/manufacturer/lots', 'lots'], ['#/manufacturer/statements', 'statements'], ['#/manufacturer/ledgers', 'ledgers-agree'], ['#/manufacturer/subsidies', 'subsidies'],
				[`#/month-end?month=${fees.month}`, 'desk'],
			]) {
				await goTo(address);
				await byId(page, id).first().waitFor();
				await page.waitForLoadState('networkidle');
				await noneWider();
				const raw = await page.evaluate(() => document.body.innerText.match(/\bfees\.[a-zA-Z_.]+/g));
				assert.equal(raw, null, `${address}: ${raw}`);
			}
			assert.deepEqual(errors, []);
		});
	}

	test('FE-04: quoted from the price list, agreed, charged; beyond what was agreed is refused in words', async () => {
		await start([/409/]);
		const order = mock.data.fees.orders.find((one) => one.moneyState === 'due');
		await goTo(orderPage(order));
		await byId(page, 'make-quotation').click();
		await byId(page, 'quote-amount-0').waitFor();
		await page.waitForFunction(() => document.querySelector('[data-testid="quote-amount-0"]')?.value === '30.00');
		await byId(page, 'save-quote').click();
		await byId(page, 'agree').click();
		await byId(page, 'form-save').click();
		await byId(page, 'agree').waitFor({ state: 'hidden' });
		await page.locator('#tab-receipts').click();
		await byId(page, 'make-receipt').click();
		await page.waitForFunction(() => document.querySelector('[data-testid="quote-amount-0"]')?.value === '30.00');
		await byId(page, 'quote-amount-0').fill('30.01');
		await byId(page, 'save-quote').click();
		await page.getByText('超过客户同意的金额').waitFor();
		assert.equal(mock.data.fees.receipts.filter((one) => one.order.orderKey === order.orderKey).length, 0);
		await byId(page, 'quote-amount-0').fill('30.00');
		await byId(page, 'save-quote').click();
		await byId(page, 'receipt').waitFor();
		const [made] = mock.data.fees.receipts.filter((one) => one.order.orderKey === order.orderKey);
		assert.equal(made.totalFen, order.computedFen);
		// A later quotation says whose place it takes, and what he agreed to first stays to be read.
		await page.locator('#tab-quotations').click();
		await byId(page, 'make-quotation').click();
		await page.waitForFunction(() => document.querySelector('[data-testid="quote-amount-0"]')?.value === '30.00');
		await byId(page, 'quote-amount-0').fill('45.00');
		await byId(page, 'save-quote').click();
		await byId(page, 'agree').click();
		const [first] = mock.data.fees.quotations.filter((one) => one.orderKey === order.orderKey);
		await page.getByText(`将代替客户已同意的 ${first.number}`).waitFor();
		await byId(page, 'form-save').click();
		await byId(page, 'agree').waitFor({ state: 'hidden' });
		assert.equal(first.state, 'superseded');
		await byId(page, 'quotations').getByText('30.00').first().waitFor();
		assert.deepEqual(errors, []);
	});

	test('FE-05: a technician’s cash is counted by keyboard and blind; the difference is said afterwards and explained', async () => {
		await start();
		await goTo('#/fee-cash');
		const [first] = mock.data.fees.technicians;
		await byId(page, `technician-${first.technician.key}`).first().click();
		const sum = byId(page, `count-${first.orders[0].orderNumber}`);
		await sum.waitFor();
		const shown = await byId(page, 'hand-in').innerText();
		const due = mock.data.fees.orders.find((one) => one.orderKey === first.orders[0].orderKey).chargedFen;
		assert.ok(!shown.includes((due / 100).toFixed(2)), 'the count is blind');
		await page.keyboard.type(`${due / 100 + 30}`);
		await page.keyboard.press('Control+Enter');
		await byId(page, 'count-difference').getByText('30.00').waitFor();
		assert.equal(mock.data.fees.handIns[0].orders[0].countedFen, due + 3_000);
		await byId(page, 'explain-count').click();
		await reason('客户没要找零');
		await page.locator('[data-testid="count-result"][data-state="explained"]').waitFor();
		assert.deepEqual(errors, []);
	});

	test('FE-05: the counter needs no mouse: an order is scanned, its cash counted, the next one scanned; the cashier and the end of the day likewise', async () => {
		await start();
		const focused = (id) => page.waitForFunction((wanted) => document.activeElement?.closest(`[data-testid="${wanted}"]`) || document.activeElement?.dataset.testid === wanted, id);
		await goTo('#/fee-cash');
		const [first] = mock.data.fees.technicians;
		const due = mock.data.fees.orders.find((one) => one.orderKey === first.orders[0].orderKey).chargedFen;
		await focused('pick-order');
		await page.keyboard.type(first.orders[0].orderNumber);
		await page.keyboard.press('Enter');
		await focused(`count-${first.orders[0].orderNumber}`);
		await page.keyboard.type(String(due / 100));
		await page.keyboard.press('Control+Enter');
		await byId(page, 'count-result').waitFor();
		await focused('pick-order');
		assert.equal(mock.data.fees.handIns[0].orders[0].countedFen, due);

		await goTo('#/fee-cash/over');
		await focused('over-sum');
		await page.keyboard.type('100');
		await page.keyboard.press('Enter');
		await byId(page, 'count-result').waitFor();

		await goTo('#/fee-cash/days');
		const differs = mock.data.fees.days.find((one) => one.differenceFen);
		await byId(page, `close-day-${differs.technician.key}`).first().focus();
		await page.keyboard.press('Enter');
		await focused('field-reason');
		await page.keyboard.type('师傅明天交');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'form-dialog').waitFor({ state: 'hidden' });
		assert.ok(mock.data.fees.days.some((one) => one.closedAt && one.reason === '师傅明天交'));
		assert.deepEqual(errors, []);
	});

	test('FE-30: cards that are entered are picked and become a lot', async () => {
		await start();
		await goTo('#/manufacturer');
		const card = mock.data.fees.cards.find((one) => one.state === 'entered' && !one.lotId && !one.double);
		const before = mock.data.fees.lots.length;
		await byId(page, `pick-${card.id}`).check();
		await byId(page, 'make-lot').click();
		await page.locator('[data-testid="field-deadlineOn"] input, input[data-testid="field-deadlineOn"]').first().fill('2026-12-24');
		await page.keyboard.press('Enter');
		await byId(page, 'form-save').click();
		await byId(page, 'form-dialog').waitFor({ state: 'hidden' });
		assert.equal(mock.data.fees.lots.length, before + 1);
		assert.deepEqual(errors, []);
	});

	test('Escape closes a form at the first press, whatever it begins with: a list, a calendar, a sum, words', async () => {
		await start();
		const order = mock.data.fees.orders[6];
		for (const [address, button, title] of [
			[orderPage(order), 'note-warranty', 'form-dialog'], ['#/fee-lists/one/list-1', 'end-list', 'form-dialog'], ['#/fines/notices', 'confirm-notice-0', 'form-dialog'], ['#/settlements/runs', 'run', 'form-dialog'],
			['#/settlements/one/settlement-2', 'move-pay', 'form-dialog'], ['#/fines', 'add-fine', 'fine-dialog'], ['#/fee-exceptions/compensations', 'claim', 'claim-dialog'], ['#/manufacturer', 'collect', 'collect-dialog'],
		]) {
			await goTo(address);
			await byId(page, button).click();
			await byId(page, title).waitFor();
			await page.waitForTimeout(400);
			await page.keyboard.press('Escape');
			await byId(page, title).waitFor({ state: 'hidden' });
		}
		assert.deepEqual(errors, []);
	});

	test('a draft that was only looked at is left unasked, a changed one is not', async () => {
		await start();
		await goTo('#/fee-lists/one/list-4');
		await byId(page, 'rows').waitFor();
		await byId(page, 'menu-fines').click();
		await byId(page, 'fines-board').waitFor();
		await goTo('#/fee-lists/one/list-4');
		await byId(page, 'rows').waitFor();
		await byId(page, 'list-name').fill('改过的名称');
		await byId(page, 'menu-fines').click();
		await page.locator('.el-message-box').getByText('修改还没有保存').waitFor();
		await page.locator('.el-message-box .el-button--primary').click();
		await byId(page, 'fines-board').waitFor();
	});

	test('a list’s filter, order and page stand in its address: "back" and a link that was sent find them', async () => {
		await start();
		await goTo('#/fees');
		await byId(page, 'page-size').click();
		await page.getByText('每页 20 行').last().click();
		await byId(page, 'next').click();
		await page.waitForURL(/page=2&after=20/);
		const second = await page.locator('.el-table__row a').first().innerText();
		await page.locator('.el-table__row a').first().click();
		await byId(page, 'page-fee-order').waitFor();
		await page.goBack();
		await byId(page, 'page').getByText('第 2 页').waitFor();
		assert.equal(await page.locator('.el-table__row a').first().innerText(), second);

		await goTo('#/fee-exceptions');
		await page.locator('.data-list-filters .el-select').first().click();
		await page.getByRole('option', { name: '已说明' }).click();
		await page.waitForURL(/fee-exceptions\?state=explained/);
		await page.locator('.el-table__row').first().waitFor();
		await page.reload();
		await page.locator('[data-state="explained"]').first().waitFor();
		assert.equal(await page.locator('.el-table__row').count(), mock.data.fees.exceptions.filter((one) => one.state === 'explained').length);
		assert.deepEqual(errors, []);
	});

	test('FE-06: an overcharge is seen with its three sources, and its refund is claimed', async () => {
		await start();
		await goTo('#/fee-exceptions');
		await byId(page, 'exception-exception-0').click();
		await byId(page, 'facts').getByText('客户说的').waitFor();
		const before = mock.data.fees.compensations.length;
		await byId(page, 'refund-over').click();
		await reason('多收 30 元');
		await page.waitForFunction(() => !document.querySelector('[data-testid="form-save"]'));
		assert.equal(mock.data.fees.compensations.length, before + 1);
	});

	test('FE-03: a sheet with errors shows each of them in its cell, and is saved once they are put right', async () => {
		await start();
		await goTo('#/fee-lists');
		await byId(page, 'new-list').click();
		await byId(page, 'file').setInputFiles({ name: '新价格.csv', mimeType: 'text/csv', buffer: Buffer.from('类别,名称,金额（元）\n人工,加氟,60\n螺丝,膨胀螺丝,2.5\n配件,铜管,四十五\n') });
		await byId(page, 'rows-bad').waitFor();
		assert.equal(await byId(page, 'row-problem').count(), 2);
		await byId(page, 'cell-3-what').selectOption('part');
		await byId(page, 'cell-4-amount').fill('45');
		await byId(page, 'valid-from').locator('input').fill('2027-01-01');
		await page.keyboard.press('Enter');
		await byId(page, 'save-list').click();
		await byId(page, 'publish').waitFor();
		assert.deepEqual(mock.data.fees.lists[0].rows.map((row) => row.amount), [6_000, 250, 4_500]);
		assert.deepEqual(errors, []);
	});

	test('FE-20, four eyes: who checked a fine cannot decide it', async () => {
		await start();
		await goTo('#/fines');
		await byId(page, 'fine-fine-0').click();
		await byId(page, 'send-check').click();
		await byId(page, 'decide-form').getByText('核对人和提出人不能决定').waitFor();
		assert.equal(await byId(page, 'decide-final').count(), 0);
		await goTo('#/fines/one/fine-2');
		await byId(page, 'decide-final').click();
		await byId(page, 'form-save').click();
		await byId(page, 'entries').waitFor();
		assert.equal(mock.data.fees.fines[2].state, 'final');
		assert.deepEqual(errors, []);
	});

	test('a stale version is refused with both versions, and the page shows what is there now', async () => {
		await start([/409/]);
		await goTo('#/fines/one/fine-1');
		await byId(page, 'send-check').waitFor();
		mock.data.fees.fines[1].version = 9;
		await byId(page, 'send-check').click();
		await page.getByText('现在是第 9 版').waitFor();
		assert.equal(mock.data.fees.fines[1].state, 'proposed');
	});

	test('X-04: from the wage list down to what the customer said', async () => {
		await start();
		await goTo(`#/fee-hr/month/MX/${mock.data.fees.month}`);
		await page.getByRole('tab', { name: '全部明细' }).click();
		await page.locator('[data-testid^="trace-hr-"]').first().click();
		for (const what of ['hr_line', 'fine', 'rule', 'evidence', 'task']) await page.locator(`[data-what="${what}"]`).waitFor();
		await byId(page, 'trace').getByText('师傅收了 150 元').waitFor();
	});

	test('FE-21: a payment that is not what is open names the field; the notice prints on one page', async () => {
		await start([/409/]);
		await goTo('#/fines/months');
		await page.locator('[data-testid^="pay-P01"]').click();
		await page.waitForFunction(() => document.activeElement?.closest('[data-testid="field-sumFen"]'));
		await byId(page, 'field-sumFen').fill('1');
		await byId(page, 'field-receipt').fill('SK-77');
		await byId(page, 'form-save').click();
		await page.locator('.el-form-item__error').waitFor();
		assert.ok(mock.data.fees.notices.some((one) => one.state === 'open'));
		await goTo('#/penalty-notices/notice-0');
		await byId(page, 'return-slip').waitFor();
		const pdf = await page.pdf({ preferCSSPageSize: true });
		assert.equal((pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length, 1, 'notice and slip fit one page');
	});

	test('X-02: what waits for release is released with one reason; what has an open complaint cannot be picked', async () => {
		await start();
		await goTo('#/settlements');
		await byId(page, 'pick-all').check();
		const waiting = mock.data.fees.works.filter((one) => one.verdict === 'waits_release').length;
		const complaint = mock.data.fees.works.find((one) => one.verdict === 'waits_complaint');
		assert.equal(await byId(page, `pick-${complaint.id}`).count(), 0);
		await byId(page, 'release').click();
		await reason('客户换了号码，三次联系不上');
		await page.waitForFunction(() => !document.querySelector('[data-testid="form-save"]'));
		assert.equal(mock.data.fees.released.flatMap((one) => one.orders).length, waiting);
		await goTo('#/settlements/one/settlement-1');
		await byId(page, 'blocked').waitFor();
		assert.ok(await byId(page, 'move-approve').isDisabled());
	});

	test('FE-30: a statement is compared row by row before it is written; rows that are wrong hold it back', async () => {
		await start();
		await goTo('#/manufacturer/statements');
		await byId(page, 'import-statement').click();
		await byId(page, 'statement-brand').fill('格力');
		const claimed = mock.data.fees.cards.find((card) => card.state === 'claimed');
		const send = (rows) => byId(page, 'file').setInputFiles({ name: '对账.csv', mimeType: 'text/csv', buffer: Buffer.from(`卡号,结算金额,审核结果\n${rows.join('\n')}\n`) });
		await send([`${claimed.number},60.00,通过`, 'XX999,60,通过']);
		await byId(page, 'preview-totals').waitFor();
		assert.ok(await byId(page, 'save-statement').isDisabled());
		await send([`${claimed.number},58.50,通过`]);
		await byId(page, 'accept-differing').check();
		await byId(page, 'save-statement').click();
		await byId(page, 'statement-import').waitFor({ state: 'hidden' });
		assert.equal(mock.data.fees.imported[0].rows[0].sumFen, 5_850);
		await goTo('#/manufacturer/ledgers');
		await page.locator('[data-testid="ledgers-agree"][data-agree="true"]').waitFor();
		assert.deepEqual(errors, []);
	});

	test('月结台: released in a batch until nothing is left, and the workbook comes in one click', async () => {
		await start();
		await goTo(`#/month-end?month=${mock.data.fees.month}`);
		const branch = mock.data.fees.works.find((one) => one.verdict === 'waits_release').branchId;
		await byId(page, `release-${branch}`).click();
		await reason('月底统一放行');
		await page.waitForFunction((id) => !document.querySelector(`[data-testid="release-${id}"]`), branch);
		assert.ok(mock.data.fees.released.every((one) => one.reason === '月底统一放行'));
		const [download] = await Promise.all([page.waitForEvent('download'), byId(page, 'workbook').click()]);
		assert.match(download.suggestedFilename(), /\.xlsx$/);
		assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK');
		await byId(page, 'print-all').click();
		await page.locator('[data-testid="page-month-print"][data-ready="true"]').waitFor();
		assert.ok(await byId(page, 'settlement-sheet').count() > 0);
		assert.deepEqual(errors, []);
	});
});

describe('without an account', () => {
	test('FE-03: anybody looks up today’s price, on a phone', async () => {
		await start([], false);
		await page.setViewportSize({ width: 390, height: 844 });
		await goTo('prices');
		await byId(page, 'prices-labour').waitFor();
		await noneWider();
		await byId(page, 'price-search').fill('铜管');
		await byId(page, 'prices-labour').waitFor({ state: 'hidden' });
		await byId(page, 'prices-part').getByText('45.00').waitFor();
		assert.deepEqual(errors, []);
	});
});
