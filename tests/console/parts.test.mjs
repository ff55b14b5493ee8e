// The console's pages of parts, in a real browser against the mock server.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kSizes, openBrowser, openPage, quiet } from './browser.mjs';

const kLineDown = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_FAILED/;
const kTablet = { width: 800, height: 1280 };

let browser;
let mock;
let base;
let page;
let errors;

before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

async function start(expected = []) {
	mock = makeMock({});
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
const noneWider = async () => {
	const wider = await page.evaluate(() => document.querySelector('#main').scrollWidth - document.querySelector('#main').clientWidth);
	assert.ok(wider <= 0, `${page.url()}: ${wider} px too wide`);
};
/** One Escape, wherever the cursor stands. */
const leaves = async (id) => {
	await page.waitForTimeout(150); // the first field has the cursor by then
	await page.keyboard.press('Escape');
	await byId(page, id).waitFor({ state: 'hidden', timeout: 3000 });
};
const openPaper = (kind, person) => mock.data.parts.papers.find((one) => one.kind === kind && one.state === 'open' && (!person || one.person === person));
const scan = async (text) => {
	await byId(page, 'scan').fill(text);
	await byId(page, 'scan').press('Enter');
};
const pickTechnician = async (number) => {
	await byId(page, 'person').locator('input').fill(number);
	await page.locator('.el-select-dropdown__item:visible', { hasText: number }).first().waitFor();
	await page.keyboard.press('Enter');
};
const inDialog = (field) => page.locator(`[data-testid="step-dialog"] [data-field="${field}"]`);

describe('parts', () => {
	for (const language of ['zh', 'en']) {
		test(`pages of one thing and their drawers load without a missing text: ${language}`, async () => {
			await start();
			await goTo('#/parts-desk');
			await byId(page, `language-${language}`).click();
			const papers = ['receipt', 'recovery', 'transfer', 'hand_over', 'sampling', 'issue'].map((kind) => [`#/parts-desk/papers/${openPaper(kind).id}`, 'page-parts-paper']);
			const stocktakes = [0, 1, 2, 3, 4, 5].map((index) => [`#/parts-stocktakes/view/stocktake-${index}`, 'page-stocktake']);
			for (const [address, id] of [
				...papers, ...stocktakes, [`#/parts-desk/papers/${openPaper('issue').id}/print`, 'paper'], ['#/parts-stocktakes/view/stocktake-0/count', 'line-code'], ['#/parts-stocktakes/view/stocktake-0/sheet', 'paper'], ['#/carry-ins/carry-1/slip', 'paper'],
				...['sampling', 'transfer', 'recovery', 'opening'].map((kind) => [`#/parts-inbound/new/${kind}`, `form-${kind}`]), ...['sampling', 'hand_over', 'recovery', 'opening'].map((tab) => [`#/parts-inbound/${tab}`, 'page-parts-inbound']),
				[`#/story/work_order/MX/${encodeURIComponent(mock.data.parts.orders[0].key)}`, 'page-story'],
			]) {
				await goTo(address);
				await byId(page, id).first().waitFor();
				await quiet(page);
				await noneWider();
			}
			for (const [address, row, drawer] of [
				['#/parts-supply', 'waiting-waiting-0', 'waiting-drawer'], ['#/old-parts/lots', 'lot-lot-1', 'lot'], ['#/old-parts/loans', 'loan-loan-0', 'loan'], ['#/old-parts/disposals', 'disposal-disposal-0', 'disposal'],
				['#/carry-ins', 'carry-in-carry-1', 'carry-in'], ['#/carry-ins/defectives', 'defective-defective-1', 'defective'],
			]) {
				await goTo(address);
				await byId(page, row).click();
				await byId(page, drawer).locator('.el-drawer__body dl').waitFor();
				for (const button of await byId(page, drawer).locator('.el-drawer__body button.el-button').all()) {
					await button.click();
					await byId(page, 'step-dialog').waitFor();
					await leaves('step-dialog');
					assert.ok(await byId(page, drawer).isVisible(), `${row}: Escape closed the drawer with its dialog`);
				}
				await leaves(drawer);
			}
			for (const [address, button] of [['#/parts-stock/items', 'add-item'], ['#/parts-stock/suppliers', 'add-supplier'], ['#/parts-stock/places', 'add-place'], ['#/parts-stocktakes', 'plan'], ['#/parts-supply', 'add-waiting'], ['#/old-parts/loans', 'lend'], ['#/carry-ins', 'take-in'], ['#/carry-ins/defectives', 'add-defective']]) {
				await goTo(address);
				await byId(page, button).first().click();
				await byId(page, 'step-dialog').waitFor();
				await leaves('step-dialog');
			}
			assert.deepEqual(errors, []);
		});
	}

	test('PT-02, PT-03: parts are issued to a technician and an order by keyboard alone; metres are kept in millimetres', async () => {
		await start();
		const order = mock.data.parts.orders[2];
		await goTo('#/parts-desk');
		await pickTechnician('S002');
		await byId(page, 'order-number').fill(order.number);
		await page.keyboard.press('Enter');
		await byId(page, 'picked-order').getByText(order.number).waitFor();
		await byId(page, 'warranty').getByText('保外').click();
		await page.keyboard.press('F2');
		await page.keyboard.type('GL-KT-001');
		await page.keyboard.press('Enter');
		await page.keyboard.type('GL-KT-001');
		await page.keyboard.press('Enter');
		await page.keyboard.type('2.35*TG-635');
		await page.keyboard.press('Enter');
		await byId(page, 'line-TG-635').waitFor();
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByText('LL-勉县').waitFor();
		const [{ kind, body }] = mock.data.parts.made;
		assert.equal(kind, 'issue');
		assert.deepEqual(body.technician, { number: 'S002', name: '马师傅' });
		assert.deepEqual(body.order, { kind: 'work_order', branchId: 'MX', key: order.key });
		assert.equal(body.warranty, 'out');
		assert.deepEqual(body.lines, [{ item: 'GL-KT-001', quantity: 2 }, { item: 'TG-635', quantity: 2350 }]);
		await byId(page, 'print-made').click();
		await byId(page, 'paper').getByText('领 料 单').waitFor();
		await page.emulateMedia({ media: 'print' });
		const pdf = await page.pdf({ preferCSSPageSize: true });
		assert.equal((pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length, 1, 'the slip fits one page');
		assert.deepEqual(errors, []);
	});

	test('an issue begins with the technician; a badge read faster than the list answers is never somebody else', async () => {
		await start();
		await goTo('#/parts-desk');
		await page.waitForFunction(() => document.activeElement?.closest('[data-testid="person"]'));
		await quiet(page);
		await page.keyboard.insertText('S003');
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => document.querySelector('[data-testid="person"]').innerText.includes('S003'));
		assert.equal(await page.locator('.el-select-dropdown:visible').count(), 0);
		await page.keyboard.press('F2');
		await scan('GL-KT-002');
		await byId(page, 'line-GL-KT-002').waitFor();
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').waitFor();
		assert.equal(mock.data.parts.made[0].body.technician.number, 'S003');
		await page.waitForFunction(() => document.activeElement?.closest('[data-testid="person"]'), null, { timeout: 3000 });
		assert.deepEqual(errors, []);
	});

	test('a list is sorted by its heading, by the server, and the address says so', async () => {
		await start();
		await page.setViewportSize(kSizes[1920]); // the deposit is one of the columns that need room
		await goTo('#/old-parts');
		await page.locator('[data-testid="old-parts"] th', { hasText: '押金' }).click();
		await page.waitForURL(/sort=depositFen/);
		await quiet(page);
		const sums = () => page.locator('[data-testid="old-parts"] .el-table__body tr').evaluateAll((rows) => rows.map((row) => Number(/\d+\.\d\d/.exec(row.innerText)?.[0])));
		const up = await sums();
		assert.deepEqual(up, [...up].sort((a, b) => a - b));
		await page.locator('[data-testid="old-parts"] th', { hasText: '押金' }).click();
		await page.waitForURL(/sort=-depositFen/);
		await quiet(page);
		assert.deepEqual(await sums(), [...up].reverse());
	});

	test('a scanner that does not wait loses nothing; what is not a code is asked back, and nothing is saved before', async () => {
		await start();
		await goTo('#/parts-desk');
		await pickTechnician('S001');
		await page.keyboard.press('F2');
		for (const code of ['GL-KT-001', 'MD-KT-011', '铜管', 'ZJ-KT', 'GL-KT-001']) {
			await page.keyboard.insertText(code);
			await page.keyboard.press('Enter');
		}
		await byId(page, 'unclear').getByText('铜管').first().waitFor();
		await byId(page, 'line-ZJ-KT').waitFor();
		assert.ok(await byId(page, 'save').isDisabled());
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await byId(page, 'line-TG-952').waitFor();
		await page.waitForFunction(() => !document.querySelector('[data-testid="save"]').disabled);
		assert.equal(await byId(page, 'line-GL-KT-001').locator('input').first().inputValue(), '2');
	});

	test('PT-04: what is not there is refused at its line, and nothing of the form is lost', async () => {
		await start([/409/]);
		await goTo('#/parts-desk');
		await pickTechnician('S001');
		await scan('GL-KT-002');
		await scan('99*HE-BX-004');
		await byId(page, 'line-HE-BX-004').waitFor();
		await page.keyboard.press('Control+Enter');
		await byId(page, 'problem').getByText('库存不足').waitFor();
		await byId(page, 'line-error').getByText('冰箱温控器').waitFor();
		assert.equal(await byId(page, 'line-GL-KT-002').count(), 1);
		assert.equal(mock.data.parts.made.length, 0);
	});

	test('X-06: the line drops while a paper is sent: it is sent again by itself, once', async () => {
		await start([kLineDown]);
		await goTo('#/parts-desk');
		await pickTechnician('S001');
		await scan('GL-KT-002');
		await byId(page, 'line-GL-KT-002').waitFor();
		await browser.context.setOffline(true);
		await page.keyboard.press('Control+Enter');
		await byId(page, 'unsent').waitFor();
		await browser.context.setOffline(false);
		await byId(page, 'made').waitFor();
		assert.equal(mock.data.parts.made.length, 1);
	});

	test('PT-02: unused parts come back by scanner, never more than is in the hands', async () => {
		await start();
		const issue = openPaper('issue', 'S001');
		await goTo('#/parts-desk/return');
		await pickTechnician('S001');
		const [line] = issue.lines;
		await byId(page, `hand-${line.itemCode}`).first().waitFor();
		await scan(line.itemCode);
		for (let index = 0; index < 30; index += 1) await scan(line.itemCode);
		await byId(page, 'scan-refused').waitFor();
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByText('TL-勉县').waitFor();
		const body = mock.data.parts.made[0].body;
		const held = body.lines.reduce((sum, one) => sum + one.quantity, 0);
		assert.ok(held > 0);
		assert.equal(line.back <= line.quantity, true);
		assert.deepEqual(errors, []);
	});

	test('PT-12, PT-13, PT-18: the parts of an order, and free ones with an approval', async () => {
		await start();
		const order = mock.data.parts.orders[1];
		await goTo('#/parts-desk/order');
		await byId(page, 'order-number').fill(order.number);
		await page.keyboard.press('Enter');
		await byId(page, 'complete').waitFor();
		await byId(page, 'approve-free').click();
		await inDialog('reason').locator('textarea').fill('老客户');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'free').getByText('老客户').waitFor();
		assert.equal(mock.data.parts.freeApprovals.get(order.key).reason, '老客户');
	});

	test('PT-09: a receipt is inspected line by line; what is exchanged is received as a replacement', async () => {
		await start();
		const receipt = openPaper('receipt');
		await goTo(`#/parts-desk/papers/${receipt.id}`);
		await byId(page, 'accept-all').click();
		const exchanged = page.locator('[data-testid="exchanged-1"] input, input[data-testid="exchanged-1"]').first();
		const accepted = page.locator('[data-testid="accepted-1"] input, input[data-testid="accepted-1"]').first();
		await accepted.fill('5');
		await exchanged.fill('1');
		await byId(page, 'save-inspection').click();
		await byId(page, 'replacement').click();
		await byId(page, 'line-GL-KT-001').waitFor();
		assert.equal(receipt.lines[0].done, 5);
		await byId(page, 'save').click();
		await byId(page, 'made').waitFor();
		assert.deepEqual(mock.data.parts.made.at(-1).body.lines, [{ item: 'GL-KT-001', quantity: 1, exchangeFor: { documentId: receipt.id, line: 1 } }]);
		assert.deepEqual(errors, []);
	});

	test('PT-10: a repaired part is tested piece by piece', async () => {
		await start();
		const recovery = openPaper('recovery');
		await goTo(`#/parts-desk/papers/${recovery.id}`);
		await byId(page, 'inspection').getByText('合格', { exact: true }).nth(0).click();
		await byId(page, 'inspection').getByText('不合格', { exact: true }).nth(1).click();
		await byId(page, 'save-inspection').click();
		await page.locator('[data-testid="page-parts-paper"] [data-state="done"]').waitFor();
		assert.deepEqual(recovery.tests.map((one) => one.passed), [true, false]);
		assert.deepEqual([recovery.lines[0].done, recovery.lines[0].back], [1, 1]);
	});

	test('a transfer arrives: every line is counted, a difference needs words', async () => {
		await start();
		const transfer = openPaper('transfer');
		await goTo(`#/parts-desk/papers/${transfer.id}`);
		const field = (line) => page.locator(`[data-testid="counted-${line}"] input, input[data-testid="counted-${line}"]`).first();
		await field(1).fill('4');
		assert.ok(await byId(page, 'save-arrival').isDisabled());
		await field(2).fill('3');
		assert.ok(await byId(page, 'save-arrival').isDisabled());
		await byId(page, 'arrival-reason').fill('少一个');
		await byId(page, 'save-arrival').click();
		await page.locator('[data-testid="page-parts-paper"] [data-state="done"]').waitFor();
		assert.deepEqual(transfer.lines.map((line) => [line.done, line.lost]), [[4, 1], [3000, 0]]);
	});

	test('PT-19: a movement is taken back by a counter-entry, with a reason', async () => {
		await start();
		await goTo(`#/parts-desk/papers/${openPaper('issue', 'S003').id}`);
		await byId(page, 'page-parts-paper').getByText('打开').first().click();
		await byId(page, 'reverse-reason').fill('发错');
		await byId(page, 'reverse').click();
		await byId(page, 'movement').getByText('已冲回').waitFor();
		assert.equal(mock.data.parts.movements[0].reason, '发错');
		assert.notEqual(mock.data.parts.movements[0].reverses, '');
	});

	test('PT-06: a stocktake is counted on a tablet, one line at a time, blind, and without network', async () => {
		await start([kLineDown]);
		await page.setViewportSize(kTablet);
		await goTo('#/parts-stocktakes/view/stocktake-0/count');
		const stocktake = mock.data.desk.stocktakes[0];
		const open = stocktake.items.filter((line) => line.counted === null);
		await byId(page, 'line-code').getByText(open[0].itemCode).waitFor();
		await byId(page, 'counted').fill('7');
		await page.keyboard.press('Enter');
		await byId(page, 'line-code').getByText(open[1].itemCode).waitFor();
		await browser.context.setOffline(true);
		await byId(page, 'counted').fill('0');
		await page.keyboard.press('Enter');
		await byId(page, 'away').waitFor();
		await byId(page, 'counted').fill('abc');
		await page.keyboard.press('Enter');
		assert.equal(await byId(page, 'counted').getAttribute('aria-invalid'), 'true');
		await browser.context.setOffline(false);
		await byId(page, 'away').waitFor({ state: 'hidden' });
		assert.deepEqual(open.slice(0, 2).map((line) => line.counted), [7, 0]);
		for (const line of open.slice(2)) {
			await byId(page, 'line-code').getByText(line.itemCode).waitFor();
			await byId(page, 'counted').fill('1');
			await page.keyboard.press('Enter');
		}
		await byId(page, 'all-counted').waitFor();
		assert.ok(!(await byId(page, 'page-stocktake-count').innerText()).includes('账面'));
	});

	test('PT-06: differences are explained before they can be approved', async () => {
		await start();
		await goTo('#/parts-stocktakes/view/stocktake-1');
		await byId(page, 'approve').waitFor();
		assert.ok(await byId(page, 'approve').isDisabled());
		await byId(page, 'explain-GL-KT-002').click();
		await inDialog('cause').locator('.el-select').click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: '丢失' }).click();
		await inDialog('text').locator('textarea').fill('找不到');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'step-dialog').waitFor({ state: 'hidden' });
		await byId(page, 'approve').click();
		await byId(page, 'save-step').click();
		await page.locator('[data-testid="page-stocktake"] [data-state="posted"]').waitFor();
	});

	test('PT-08: the minimum is decided in units and stored in smallest units', async () => {
		await start();
		await goTo('#/parts-supply/reorder');
		await byId(page, 'decide-reorder-6').click();
		await inDialog('minimum').locator('input').fill('42.5');
		await page.keyboard.press('Enter');
		await byId(page, 'save-step').click();
		await byId(page, 'step-dialog').waitFor({ state: 'hidden' });
		assert.equal(mock.data.desk.reorder[6].minimum, 42_500);
	});

	test('PT-11: an old part comes back; a stale version is refused and shown', async () => {
		await start([/409/]);
		await goTo('#/old-parts');
		await byId(page, 'hand-over-old-0').click();
		mock.data.desk['old-parts'][0].version += 1;
		await byId(page, 'save-step').click();
		await byId(page, 'step-dialog').getByText('内容已被别人修改').waitFor();
		await page.keyboard.press('Escape');
		await byId(page, 'hand-over-old-0').click();
		await byId(page, 'save-step').click();
		await byId(page, 'step-dialog').waitFor({ state: 'hidden' });
		assert.equal(mock.data.desk['old-parts'][0].back, 1);
	});

	test('PT-15: a lost tool is charged in yuan, exact to the fen', async () => {
		await start();
		await goTo('#/old-parts/loans');
		await byId(page, 'loan-loan-0').click();
		await byId(page, 'loan-lost').click();
		await inDialog('text').locator('textarea').fill('工地丢失');
		await inDialog('sumFen').locator('input').fill('520.29');
		let sent;
		page.on('request', (request) => { if (request.url().endsWith('/lost')) sent = request.postDataJSON(); });
		await byId(page, 'save-step').click();
		await byId(page, 'step-dialog').waitFor({ state: 'hidden' });
		assert.deepEqual(sent, { quantity: 1, text: '工地丢失', sumFen: 52_029 });
	});

	test('PT-20: picked up against the slip: another slip is refused at its field', async () => {
		await start([/422/]);
		await goTo('#/carry-ins');
		await byId(page, 'carry-in-carry-1').click();
		await byId(page, 'pick-up').click();
		await inDialog('slip').locator('input').fill('SX-0');
		await byId(page, 'save-step').click();
		await inDialog('slip').locator('.el-form-item__error').waitFor();
		await inDialog('slip').locator('input').fill(mock.data.desk['carry-ins'][1].number);
		await byId(page, 'save-step').click();
		await page.locator('[data-testid="carry-in"] [data-state="picked_up"]').waitFor();
	});

	test('PT-17: a defective unit goes one step at a time', async () => {
		await start();
		await goTo('#/carry-ins/defectives');
		await byId(page, 'defective-defective-3').click();
		await byId(page, 'step-tested').click();
		await inDialog('note').locator('textarea').fill('通电 2 小时正常');
		await byId(page, 'save-step').click();
		await byId(page, 'step-back').waitFor();
		assert.equal(mock.data.desk.defectives[3].passed, true);
	});

	test('PT-05: a difference to the ERP is explained beside the movements since they agreed', async () => {
		await start();
		await page.setViewportSize(kSizes[1920]); // the explanation is one of the columns that need room
		await goTo('#/parts-stock/differences');
		await page.getByText('GL-KT-002').first().click();
		await byId(page, 'explanation').fill('ERP 漏录退料');
		await byId(page, 'explain').click();
		await page.waitForFunction(() => document.querySelector('[data-testid="differences"]').innerText.includes('ERP 漏录退料'));
		assert.equal(mock.data.parts.differences[0].explanation, 'ERP 漏录退料');
	});

	test('a code that is taken is refused at its field; what was typed stays', async () => {
		await start([/409/]);
		await goTo('#/parts-stock/items');
		await byId(page, 'add-item').click();
		await inDialog('code').locator('input').fill('R32');
		await inDialog('name').locator('input').fill('制冷剂');
		await inDialog('unit').locator('input').fill('千克');
		await byId(page, 'save-step').click();
		await inDialog('code').locator('.el-form-item__error').waitFor();
		assert.equal(await inDialog('name').locator('input').inputValue(), '制冷剂');
	});
});
