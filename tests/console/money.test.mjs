// Two orders' money, as the people in it see it: a repair out of warranty whose technician takes 30 yuan more than the list says, from the part that is issued to the line
// on HR's list; and two orders of an outsourced technician, of whom one is paid at once and one after its complaint, less the fine. Keeper, clerk, cashier, call-back clerk,
// managers, settlement clerk, finance and HR each work at their own screens. What the ERP's own users do, and what its clients see, goes through sqlite3.
//
// ERPHOST_URL, ERPHOST_SIGNIN_LINK, ERPHOST_DEMO_ERP as for demo.test.mjs. It may be run again on the same demo: its people, orders, customers and provider are new each time.

import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { byId, openBrowser, openPage } from './browser.mjs';
import { ago, insert, kErpMs, look, shows, typeCash, typeRepair } from './erp.mjs';
import { Desk, kSignedOut, makePeople, storyOn } from './people.mjs';

const base = process.env.ERPHOST_URL?.replace(/\/$/, '');
const link = process.env.ERPHOST_SIGNIN_LINK;
const erp = process.env.ERPHOST_DEMO_ERP;
const skip = base && link && erp ? false : 'ERPHOST_URL, ERPHOST_SIGNIN_LINK and ERPHOST_DEMO_ERP are not set';

const kPart = 'PJ0001';
const kStamp = String(Math.floor(Date.now() / 1000)).slice(-8);
const kNumber = (n) => `PG9${kStamp}0${n}`;
const kBranch = 'HZ';
const own = { number: kNumber(1), customer: '郑秋月', phone: `19${kStamp}1` };
const content = { number: kNumber(2), customer: '孟庆丰', phone: `19${kStamp}2` };
const unhappy = { number: kNumber(3), customer: '苗春兰', phone: `19${kStamp}3` };
const provider = { number: `W${kStamp.slice(-5)}`, name: `汉中捷修服务部${kStamp.slice(-4)}` };
const theirs = { key: `T${kStamp.slice(-6)} `, number: `T${kStamp.slice(-6)}`, name: '石敬亭', provider: provider.number };
const kWords = '修好两天又不制冷，电话没人接';
const kMonth = ago(0).date.slice(0, 7);
const kPeople = {
	keeper: ['田晓霞', 'parts_clerk', kBranch], desk: ['冯桂丽', 'dispatch_clerk', kBranch], cashier: ['何文娟', 'cashier', kBranch], caller: ['陈雅静', 'callback_clerk', '*'], branch: ['高建国', 'branch_manager', kBranch],
	manager: ['罗维民', 'service_manager', '*'], settler: ['周敏慧', 'settlement_clerk', '*'], finance: ['梁素芬', 'finance', '*'], hr: ['宋红梅', 'hr', '*'],
};

const orderOf = (order) => () => look(`SELECT * FROM PGD WHERE GSBH = '${kBranch}' AND PGDH = '${order.number}'`);
const fineOf = (order) => () => look(`SELECT * FROM EH_FK WHERE DJH = '${order.number}'`);
const settlementOf = (order) => () => look(`SELECT * FROM EH_JS WHERE DJH = '${order.number}'`);

describe('the money', { skip, concurrency: false }, () => {
	let browser;
	let page;
	let errors;
	let technician; // own, never fined for overcharging
	let desk;
	const tasks = {};
	const cases = {};

	const repair = storyOn(() => page);
	const outsourced = storyOn(() => page);

	// — call-backs
	/** The order's call-back, from the list; asked by keyboard. */
	async function callBack(order, level, words, answers) {
		await desk.sit('caller');
		await desk.until(`#/callbacks?search=${order.number}`, (timeout) => page.locator('[data-testid^="task-HF"]').first().waitFor({ timeout }));
		assert.equal(await page.locator('[data-testid^="task-HF"]').count(), 1, 'one order, one call-back');
		await page.locator('[data-testid^="task-HF"]').click();
		await byId(page, 'lease').waitFor();
		tasks[order.number] = page.url();
		await byId(page, `level-${level}`).waitFor();
		await page.keyboard.press(String(level));
		if (words) {
			await page.locator('#words:focus').waitFor();
			await page.keyboard.type(words);
			await page.keyboard.press('Escape');
			if (answers) await page.keyboard.press('ArrowDown');
		}
		for (const [question, answer] of answers ?? []) {
			await page.locator(`[data-testid="question-${question}"].on`).waitFor();
			if (typeof answer === 'number') await page.keyboard.press(String(answer));
			else {
				await page.locator(`[data-question="${question}"] input:focus`).waitFor();
				await page.keyboard.type(answer);
				await page.keyboard.press('Enter');
			}
		}
		await saveCall(order);
	}
	async function saveCall(order) {
		await page.waitForFunction(() => document.querySelector('[data-testid="missing"]')?.closest('.save')?.querySelector('button')?.disabled === false);
		await page.keyboard.press('Control+Enter');
		await page.waitForURL((url) => !url.href.startsWith(tasks[order.number]));
	}
	/** After the complaint was handled: what was done stands there; content now. */
	async function callAgain(order, done) {
		await desk.sit('caller');
		await desk.until(new URL(tasks[order.number]).hash, (timeout) => byId(page, 'case-answer').getByText(done).waitFor({ timeout }));
		await byId(page, 'lease').waitFor();
		await byId(page, 'level-2').waitFor();
		await page.keyboard.press('2');
		await saveCall(order);
	}

	// — complaints
	async function openCase(order) {
		if (!cases[order.number]) {
			await desk.until(`#/cases?search=${order.number}`, (timeout) => page.locator('[data-testid^="case-TS"]').first().waitFor({ timeout }));
			assert.equal(await page.locator('[data-testid^="case-TS"]').count(), 1, 'one complaint of the order');
			await page.locator('[data-testid^="case-TS"]').click();
			await byId(page, 'case-words').waitFor();
			cases[order.number] = { address: new URL(page.url()).hash, number: await byId(page, 'case-number').innerText() };
			return;
		}
		await desk.goTo(cases[order.number].address);
		await byId(page, 'case-words').waitFor();
	}
	/** The case's next step, by keyboard. */
	async function record(step, what, { cause, subKind } = {}) {
		await page.locator(`[data-step="${step}"].next`).waitFor();
		if (subKind) await desk.pick(byId(page, 'sub-kind'), subKind);
		if (cause) await desk.pick(byId(page, 'cause'), cause);
		await byId(page, 'step-what').fill(what);
		await page.keyboard.press('Control+Enter');
		await page.locator(`[data-step="${step}"].done`).waitFor();
	}
	async function deed(name, what, amount) {
		await byId(page, `deed-${name}`).click();
		if (amount) await byId(page, 'deeds').getByRole('textbox', { name: '金额' }).fill(amount);
		await byId(page, 'deed-what').fill(what);
		await byId(page, 'save-deed').click();
		await byId(page, 'deeds').locator('tbody tr', { hasText: what }).waitFor();
	}

	// — fines
	/** Checked by the settlement clerk, decided by the service manager: never the same person (FE-20). */
	async function fine(order, sum) {
		await desk.sit('settler');
		await desk.until(`#/fines?search=${order.number}`, (timeout) => page.locator('[data-testid^="fine-"]').first().waitFor({ timeout }));
		assert.equal(await desk.row(order.number).count(), 1, 'one offence, one fine');
		await desk.row(order.number).locator('[data-testid^="fine-"]').click();
		await byId(page, 'fine-facts').getByText(cases[order.number].number).waitFor();
		assert.equal(await byId(page, 'fine-sum').innerText(), sum);
		const address = new URL(page.url()).hash;
		await byId(page, 'send-check').click();
		await byId(page, 'decide-form').getByText('核对人和提出人不能决定').waitFor();
		assert.equal(await byId(page, 'decide-final').count(), 0);
		await desk.sit('manager');
		await desk.goTo(address);
		await byId(page, 'decide-final').click();
		await desk.fillForm({});
		await byId(page, 'entries').getByText(sum).waitFor();
		return page.locator('[data-testid="page-fine"] h1').innerText();
	}

	// — settlements
	/** The settlement clerk settles the provider's month; what comes out of it. */
	async function settle() {
		await desk.sit('settler');
		await desk.goTo('#/settlements/runs');
		await byId(page, 'run').click();
		await desk.pick(byId(page, 'field-branchId'), '汉中');
		const month = page.locator('.el-dialog:visible').getByRole('combobox', { name: /月份/ }).or(page.locator('.el-dialog:visible input[data-testid="field-month"], .el-dialog:visible [data-testid="field-month"] input')).first();
		await month.fill(kMonth);
		await page.keyboard.press('Tab');
		await byId(page, 'field-payee').fill(provider.number);
		await byId(page, 'form-save').click();
		await byId(page, 'run-result').waitFor();
		return byId(page, 'run-result').innerText();
	}
	/** Checked by who drafted it, approved by the manager, paid by finance. */
	async function pay(address) {
		await desk.goTo(address);
		await byId(page, 'move-check').click();
		await desk.confirmIt();
		await byId(page, 'move-check').waitFor({ state: 'detached' });
		assert.equal(await byId(page, 'move-approve').count(), 0, 'the settlement clerk does not approve');
		await desk.sit('manager');
		await desk.goTo(address);
		await byId(page, 'move-approve').click();
		await desk.confirmIt();
		await byId(page, 'move-approve').waitFor({ state: 'detached' });
		await desk.sit('finance');
		await desk.goTo(address);
		await byId(page, 'move-pay').click();
		await desk.fillForm({ reference: `网银-${kStamp}` });
		await byId(page, 'page-settlement').getByText('已付', { exact: true }).waitFor();
	}

	before(async () => {
		browser = await openBrowser();
		({ page, errors } = await openPage(browser.context, [kSignedOut]));
		desk = new Desk(page, base, { admin: link });
		await desk.sit('admin');
		const made = await makePeople(page, base, Object.fromEntries(Object.entries(kPeople).map(([person, grant]) => [`money_${person}_${kStamp}`, grant])));
		for (const person of Object.keys(kPeople)) desk.links[person] = made[`money_${person}_${kStamp}`];
		[technician] = await look(`SELECT SFBH AS key, TRIM(SFBH) AS number, TRIM(SFXM) AS name, WDBH AS provider FROM SFXX WHERE GSBH = '${kBranch}' AND LB = '自有' AND ZZBZ = '1' AND TRIM(SFBH) NOT IN (SELECT RYBH FROM EH_FK WHERE WGDM LIKE '%-OVERCHARGE') ORDER BY 1 LIMIT 1`);
		// The provider of the second story is taken on today; the ERP's lists of providers and technicians are read now, not in some minutes.
		await insert('WDZL', { WDBH: provider.number, GSBH: kBranch, WDMC: provider.name, LB: '2', LXR: theirs.name, LXDH: `18${kStamp}0`, BZJ: '2000.00', TYBZ: '0' });
		await insert('SFXX', { GSBH: kBranch, SFBH: theirs.key, SFXM: theirs.name, SJ: `18${kStamp}1`, WDBH: provider.number, LB: '外援', GZ: '空调', RZRQ: ago(0).date, LZRQ: null, ZZBZ: '1' });
		await desk.goTo('#/erp/entities');
		for (const entity of ['provider', 'technician']) {
			await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().includes(entity)), byId(page, `pull-${entity}`).click()]);
			await page.locator(`[data-testid="pull-${entity}"]:not(.is-loading)`).waitFor();
		}
	});
	after(async () => { await browser?.close(); });

	repair('PT-02, PT-18: two parts are issued for a repair out of warranty, one comes back', async () => {
		// Done when it is typed in: an order that waits is finished by the demo ERP's own people, and they charge for it.
		await typeRepair(kBranch, own, technician);
		await desk.sit('keeper');
		// The demo's store may have run out of the part: two come in, and are inspected.
		await desk.goTo('#/parts-inbound/new/receipt');
		await desk.pick(byId(page, 'form-receipt').locator('[data-testid="store"]'), '汉中');
		await desk.pick(byId(page, 'supplier'), 'XAZL');
		await page.keyboard.press('F2');
		await page.keyboard.type(`2*${kPart}`);
		await page.keyboard.press('Enter');
		await byId(page, `line-${kPart}`).locator('input').nth(1).fill('56');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByRole('link', { name: '打开' }).click();
		await byId(page, 'accept-all').click();
		await byId(page, 'save-inspection').click();
		await page.locator('[data-testid="page-parts-paper"] [data-state="done"]').waitFor();

		await desk.goTo('#/parts-desk');
		await byId(page, 'form-issue').waitFor();
		await desk.pick(byId(page, 'form-issue').locator('[data-testid="store"]'), '汉中');
		await desk.pickTyped(byId(page, 'person').locator('input'), technician.number);
		for (const end = performance.now() + kErpMs; (await byId(page, 'picked-order').count()) === 0 && performance.now() < end;) {
			await byId(page, 'order-number').fill(own.number);
			await page.keyboard.press('Enter');
			await byId(page, 'picked-order').waitFor({ timeout: 1000 }).catch(() => {});
		}
		await byId(page, 'picked-order').getByText(own.number).waitFor();
		await byId(page, 'warranty').getByText('保外').click();
		await page.keyboard.press('F2');
		await page.keyboard.type(`2*${kPart}`);
		await page.keyboard.press('Enter');
		await byId(page, `line-${kPart}`).waitFor();
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByText(/LL-/).waitFor();

		await desk.goTo('#/parts-desk/return');
		await desk.pickTyped(byId(page, 'person').locator('input'), technician.number);
		const hand = byId(page, `hand-${kPart}`).filter({ hasText: own.number });
		await hand.locator('input').fill('1');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByText(/TL-/).waitFor();
		await desk.goTo('#/parts-desk/use');
		await desk.pickTyped(byId(page, 'person').locator('input'), technician.number);
		await hand.locator('input').first().fill('1');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'made').getByText(/HX-/).waitFor();
		await desk.goTo('#/parts-desk/order');
		await byId(page, 'order-number').fill(own.number);
		await page.keyboard.press('Enter');
		const cells = byId(page, 'order-parts').locator('table').first().locator('tbody tr', { hasText: kPart }).locator('td');
		await cells.first().waitFor();
		assert.deepEqual((await cells.allInnerTexts()).slice(2, 6), ['2 个', '1 个', '1 个', '0 个'], 'issued, returned, used, in his hands');
	});

	repair('FE-01, FE-02, FE-04: quoted from the list and agreed before the work; done, it costs just that', async () => {
		await desk.sit('desk');
		await desk.until(`#/fees?q=${own.number}`, (timeout) => desk.row(own.number).first().waitFor({ timeout }));
		await desk.row(own.number).getByRole('link', { name: own.number }).click();
		await byId(page, 'make-quotation').click();
		for (const [index, [name, sum]] of [[/启动电容/, '80.00'], [/上门费/, '30.00'], [/启动电容/, '44.80']].entries()) {
			await byId(page, `quote-amount-${index}`).waitFor();
			assert.match(await byId(page, `quote-name-${index}`).inputValue(), name);
			assert.equal(await byId(page, `quote-amount-${index}`).inputValue(), sum);
		}
		assert.equal(await byId(page, 'quote-total').innerText(), '154.80');
		await byId(page, 'save-quote').click();
		await byId(page, 'agree').click();
		await desk.fillForm({});
		await shows(orderOf(own), { FYYS: '154.80', FYSK: '0.00', FYZT: '待收费', FYYC: '' });
		await desk.goTo(new URL(page.url()).hash);
		await byId(page, 'verdict-reason').getByText('已过保修期').waitFor();
		await byId(page, 'fee').locator('tfoot').getByText('154.80').waitFor();
		await page.locator('#tab-receipts').click();
		await byId(page, 'make-receipt').click();
		await byId(page, 'quote-total').getByText('154.80').waitFor();
		await byId(page, 'save-quote').click();
		await byId(page, 'receipt').getByText('154.80').waitFor();
		await shows(orderOf(own), { FYYS: '154.80', FYSK: '154.80', FYJK: '0.00', FYZT: '师傅处' });
	});

	repair('FE-05, FE-06: he hands in 30 more than the list says; counted blind, passed on, entered in the till', async () => {
		await desk.goTo('#/fee-cash');
		await byId(page, 'pick-order').fill(own.number);
		await page.keyboard.press('Enter');
		await byId(page, `count-${own.number}`).waitFor();
		assert.ok(!(await byId(page, 'hand-in').innerText()).includes('154.80'), 'the count is blind');
		await byId(page, `count-${own.number}`).fill('184.80');
		await page.keyboard.press('Control+Enter');
		await byId(page, 'count-difference').getByText('30.00', { exact: true }).waitFor();
		const counted = await byId(page, 'count-result').locator('b').first().innerText();
		await byId(page, 'explain-count').click();
		await desk.fillForm({ reason: '师傅说客户没要找零' });
		await page.locator('[data-testid="count-result"][data-state="explained"]').waitFor();
		await shows(orderOf(own), { FYSK: '154.80', FYJK: '184.80', FYZT: '不一致', FYYC: '超收' });

		await desk.sit('cashier');
		await desk.goTo('#/fee-cash');
		await page.locator('label', { hasText: counted }).waitFor();
		for (const box of await byId(page, 'hand-over').locator('label input').all()) await box.uncheck();
		await page.locator('label', { hasText: counted }).locator('input').check();
		await byId(page, 'over-sum').fill('184.80');
		await byId(page, 'save-hand-over').click();
		await byId(page, 'count-difference').getByText('0.00', { exact: true }).waitFor();
		await typeCash(kBranch, own.number, `SK9${kStamp}1`, technician, '1', '184.80');
		await shows(orderOf(own), { FYYS: '154.80', FYSK: '154.80', FYJK: '184.80', FYRZ: '184.80', FYZT: '不一致', FYYC: '超收' });
	});

	repair('SV-36: at the call-back the customer names the same sum', async () => {
		await callBack(own, 3, '', [
			['punctual', 1], ['clothes', 1], ['badge', 1], ['shoe_covers', 1], ['attitude', 1], ['conduct', 1], ['works', 1], ['first_visit_fix', 1], ['extra_charge', 2], ['list_shown', 2], ['as_listed', 2], ['receipt', 1], ['paid', '184.80'], ['cleaned', 1], ['explained', 1],
		]);
		await shows(orderOf(own), { HFZT: '已回访', FYJK: '184.80', FYYC: '超收', TSZT: '处理中' });
	});

	repair('FE-06, FE-07: the exception shows the three sources; refunded, and the gain is confiscated', async () => {
		await desk.sit('branch');
		await desk.until('#/fee-exceptions?what=over_list', (timeout) => desk.row(own.number).waitFor({ timeout }));
		await desk.row(own.number).locator('[data-testid^="exception-"]').click();
		for (const [label, sum] of [['价格表', '154.80'], ['师傅已交', '184.80'], ['客户说的', '184.80']]) await byId(page, 'facts').locator('tr', { hasText: label }).getByText(sum).waitFor();
		await byId(page, 'refund-over').click();
		await desk.fillForm({ reason: '退还客户多付的 30 元' });
		await desk.sit('manager');
		await desk.goTo('#/fee-exceptions/compensations');
		await desk.row(own.number, '30.00').locator('[data-testid^="approve-"]').click();
		await desk.fillForm({ reason: '三处核对一致，情况属实' });
		await desk.sit('cashier');
		await desk.goTo('#/fee-exceptions/compensations');
		await desk.row(own.number, '30.00').getByRole('button', { name: '付款' }).click();
		await desk.fillForm({});
		await typeCash(kBranch, own.number, `SK9${kStamp}2`, technician, '3', '30.00');
		await shows(orderOf(own), { FYRZ: '154.80', FYZT: '不一致' });

		// Paid back is not forgiven: the list has closed it by itself, what he gained is still to be taken from him.
		await desk.sit('manager');
		await shows(orderOf(own), { FYYC: '缺收据' });
		await desk.goTo('#/fee-exceptions?what=over_list&state=closed');
		await desk.row(own.number).locator('[data-testid^="exception-"]').click();
		await byId(page, 'confiscate').click();
		await desk.fillForm({ reason: '乱收费，没收多收款' });
		await byId(page, 'confiscated').waitFor();
		assert.equal(await byId(page, 'confiscate').count(), 0, 'a gain is taken once');
		await desk.goTo('#/fee-exceptions?what=receipt_missing');
		await desk.row(own.number, '30.00').locator('[data-testid^="exception-"]').click();
		await byId(page, 'close-exception').click();
		await desk.pick(byId(page, 'field-outcome'), '已处理');
		await desk.fillForm({ reason: '多收的 30 元已退给客户' });
		await shows(orderOf(own), { FYYS: '154.80', FYSK: '154.80', FYJK: '184.80', FYRZ: '154.80', FYZT: '已入账', FYYC: '' });
	});

	repair('CP-06: the overcharge complaint: refund and confiscation are recorded, and a fine of 100 is proposed', async () => {
		await desk.sit('caller');
		await openCase(own);
		await byId(page, 'case-words').getByText('超出价目 30.00 元').waitFor();
		await byId(page, 'take-owner').click();
		await byId(page, 'people').getByText(kPeople.caller[0]).first().waitFor();
		await record('facts', '价目表 154.80，交款 184.80，客户说 184.80');
		await record('cause', '师傅多收 30 元', { cause: '乱收费' });
		await record('solution', '退款并道歉');
		await page.locator('#tab-deeds').click();
		await byId(page, 'deeds-missing').waitFor();
		await deed('refund', '已退还客户 30 元', '30');
		await deed('confiscation', '没收多收的 30 元', '30');
		await page.locator('#tab-fines').click();
		await byId(page, 'fine').getByText('100.00').waitFor();
		assert.equal(await byId(page, 'fine').count(), 1, 'refund and confiscation are one act');
		await record('carried_out', '客户已收到 30 元');
		await record('prevention', '班会重申价目表');
		await byId(page, 'waits').waitFor();
		await shows(orderOf(own), { TSZT: '已处理待回访' });
	});

	repair('FE-20, FE-22: the fine has four eyes; final, it stands in the ERP and on HR’s list, and leads back to what the customer said', async () => {
		const number = await fine(own, '100.00');
		await shows(fineOf(own), { FKDH: number, WGDM: 'A-OVERCHARGE', RYBH: technician.number, XM: technician.name, JE: '100.00', FKZT: '生效' });
		await desk.sit('hr');
		await desk.goTo('#/fee-hr');
		await desk.row(kMonth, '汉中').getByRole('link', { name: kMonth }).click();
		await page.getByRole('tab', { name: '全部明细' }).click();
		await desk.row(number, own.number, technician.name, '−100.00').waitFor();
		assert.equal(await desk.row(own.number).count(), 1, 'nothing else of this order is taken from his wage');
		await desk.row(number).locator('[data-testid^="trace-"]').click();
		for (const what of ['hr_line', 'fine', 'rule', 'evidence']) await page.locator(`[data-what="${what}"]`).first().waitFor();
	});

	repair('CP-10: content at the second call-back: closed', async () => {
		await callAgain(own, '客户已收到 30 元');
		await shows(orderOf(own), { HFZT: '已回访', CLZT: '已完成', TSZT: '已结案', TSQX: null });
	});

	repair('X-01, X-05: the order’s story and the ERP’s own record tell the same', async () => {
		const kRecord = { FYYS: '154.80', FYSK: '154.80', FYJK: '184.80', FYRZ: '154.80', FYZT: '已入账', FYYC: '', TSZT: '已结案', HFZT: '已回访' };
		await desk.sit('manager');
		await desk.goTo(`#/story/work_order/${kBranch}/${encodeURIComponent(`${kBranch}|${own.number}`)}`);
		await desk.row('投诉关闭').waitFor();
		const lines = await desk.linesOf();
		const told = [
			new RegExp(`备件 领料 .*2 个.*${technician.name}`), new RegExp(`备件 退料 .*1 个.*${technician.name}`), /备件 用料 .*1 个/, /收费 报价 154\.80 元/, /收费 客户同意报价/, /收费 费用算出 154\.80 元/, /收费 开收据 154\.80 元/, /收费 师傅交款 184\.80 元.*冯桂丽/, /收费 转交出纳 184\.80 元.*何文娟/,
			/收费 ERP 入账 184\.80 元/, /收费 发现异常.*高于价格表/, /回访 第 1 轮回访：一般.*陈雅静/, /投诉 受理投诉/, /收费 ERP 退款 30\.00 元/, /收费 赔付客户 30\.00 元/, /收费 没收 30\.00 元.*罗维民/, /投诉 处理动作 退款/, /收费 提出处罚.*100\.00 元/, /收费 处罚生效.*100\.00 元.*罗维民/, /回访 第 2 轮回访：满意/,
		];
		for (const line of told) assert.ok(lines.some((one) => line.test(one)), `${line} is not among\n${lines.join('\n')}`);
		for (const line of lines) assert.doesNotMatch(line, /\b[a-z]+_[a-z_]+\b|fee\.|fine\.|survey\.|complaint\./);
		await byId(page, 'to-record').click();
		await byId(page, 'all-there').waitFor();
		for (const [column, value] of Object.entries(kRecord)) {
			const cells = page.locator('[data-testid="erp-columns"] tr', { has: page.locator(`[data-column="${column}"]`) });
			assert.equal((await cells.locator('td').nth(2).innerText()).trim(), value, column);
		}
		await shows(orderOf(own), kRecord);
	});

	outsourced('FE-40: of two orders of an outsourced technician, the one whose customer is content is paid, the other is refused with its reason', async () => {
		for (const order of [content, unhappy]) await typeRepair(kBranch, order, theirs);
		await callBack(content, 2, '');
		await callBack(unhappy, 4, kWords);
		await shows(orderOf(content), { HFZT: '已回访', CLZT: '已完成', JSZT: '可结算' });
		await shows(orderOf(unhappy), { HFZT: '已回访', CLZT: '已通知售后', 反馈意见: kWords, TSZT: '处理中', JSZT: '投诉未结' });
		await shows(settlementOf(content), { WDBH: provider.number, JE: '60.00', JSZT: '待结算', YY: '可结算' });
		await shows(settlementOf(unhappy), { WDBH: provider.number, JE: '60.00', JSZT: '待结算', YY: '投诉未结' });

		const outcome = await settle();
		assert.match(outcome, /列出 1 张结算单/);
		assert.match(outcome, /等投诉关闭 1/);
		await desk.row(provider.name).getByRole('link').first().click();
		await byId(page, 'settlement-total').getByText('54.00').waitFor();
		const address = new URL(page.url()).hash;
		assert.deepEqual((await desk.linesOf()).map((line) => line.match(/−?\d+\.\d\d/g).at(-1)), ['60.00', '−6.00'], 'one order, and a tenth of it held as deposit');
		await desk.row(content.number).waitFor();
		await byId(page, 'page-settlement').getByRole('link', { name: '1', exact: true }).click();
		await desk.row(unhappy.number, '等投诉关闭').locator('[data-testid^="gate-"]').click();
		await byId(page, 'gate-drawer').getByText('投诉关闭后可以结算').waitFor();
		await shows(settlementOf(content), { JE: '60.00', JSZT: '结算中' });
		await pay(address);
		await shows(settlementOf(content), { JE: '60.00', JSZT: '已付款' });
		await shows(orderOf(content), { JSZT: '已结算' });
		await shows(settlementOf(unhappy), { JE: '60.00', JSZT: '待结算', YY: '投诉未结' });
	});

	outsourced('X-02: nobody releases an order past its complaint', async () => {
		await desk.sit('manager');
		await desk.goTo(`#/settlements?payee=${provider.number}`);
		await desk.row(unhappy.number, '等投诉关闭').waitFor();
		assert.equal(await page.locator('[data-testid^="pick-"]').count(), 0);
	});

	outsourced('CP-05, FE-21: handled and fined; the customer is content, the complaint closes, the order may be paid', async () => {
		await desk.sit('caller');
		await openCase(unhappy);
		await record('facts', '电容虚焊，返修一次', { subKind: '施工质量' });
		await record('cause', '焊点没有检查', { cause: '维修未修好' });
		await record('solution', '同一师傅免费返修');
		await page.locator('#tab-deeds').click();
		await deed('return_to_technician', '石敬亭当天返修');
		await page.locator('#tab-fines').click();
		assert.equal(await byId(page, 'propose-fine').count(), 0, 'the clerk proposes no fine');
		await desk.sit('branch');
		await openCase(unhappy);
		await page.locator('#tab-fines').click();
		await byId(page, 'propose-fine').click();
		await desk.pick(byId(page, 'offence'), '多次上门');
		await byId(page, 'fines').locator('textarea').fill('多次上门没有说明，客户投诉');
		await page.keyboard.press('Tab');
		await byId(page, 'fines').getByRole('button', { name: '提出' }).click();
		await byId(page, 'fine').getByText('20.00').waitFor();
		await desk.sit('caller');
		await openCase(unhappy);
		await record('carried_out', '重新焊接，试机两小时正常');
		await record('prevention', '返修前先复测');
		await byId(page, 'waits').waitFor();
		await shows(orderOf(unhappy), { TSZT: '已处理待回访', JSZT: '投诉未结' });
		const number = await fine(unhappy, '20.00');
		await shows(fineOf(unhappy), { FKDH: number, RYBH: theirs.number, XM: theirs.name, JE: '20.00', FKZT: '生效' });
		await callAgain(unhappy, '重新焊接，试机两小时正常');
		await shows(orderOf(unhappy), { HFZT: '已回访', CLZT: '已完成', TSZT: '已结案', JSZT: '可结算' });
		await shows(settlementOf(unhappy), { JE: '60.00', JSZT: '待结算', YY: '可结算' });
	});

	outsourced('FE-40: the next run pays it, less the fine', async () => {
		assert.match(await settle(), /列出 1 张结算单/);
		await desk.row(provider.name, '草稿').getByRole('link').first().click();
		// 60.00 for the order, less 20.00, less a tenth of what is left.
		await byId(page, 'settlement-total').getByText('36.00').waitFor();
		const address = new URL(page.url()).hash;
		assert.deepEqual((await desk.linesOf()).map((line) => line.match(/−?\d+\.\d\d/g).at(-1)), ['60.00', '−20.00', '−4.00']);
		await desk.row(unhappy.number, '罚款').waitFor();
		await pay(address);
		await shows(settlementOf(unhappy), { JE: '60.00', JSZT: '已付款', YY: '' });
		await shows(orderOf(unhappy), { HFZT: '已回访', CLZT: '已完成', TSZT: '已结案', JSZT: '已结算' });
		await desk.sit('settler');
		await desk.goTo(`#/fines/notices?search=${unhappy.number}`);
		await desk.row(provider.name, '20.00', '结算抵扣').waitFor();
		await desk.sit('manager');
		await desk.goTo(`#/story/work_order/${kBranch}/${encodeURIComponent(`${kBranch}|${unhappy.number}`)}`);
		await desk.row('投诉关闭').waitFor();
		const lines = await desk.linesOf();
		for (const line of [/回访 第 1 轮回访：不满意/, /投诉 投诉关闭/, /收费 处罚生效.*20\.00 元/, /收费 结算付款 60\.00 元/]) assert.ok(lines.some((one) => line.test(one)), `${line} is not among\n${lines.join('\n')}`);
		for (const line of lines) assert.doesNotMatch(line, /\b[a-z]+_[a-z_]+\b|fee\.|fine\.|settlement\./);
		// Who may not look into the ERP's rows is told the branches' names with his lists.
		assert.deepEqual(errors.filter((error) => !/403 \(Forbidden\) \S+\/erp\/rows\/branch\?/.test(error)), []);
	});
});
