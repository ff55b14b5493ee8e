// node tests/console/screenshots.mjs FOLDER [good|trouble] [url]: pictures of every page, 1280 and 1920 wide, in both
// languages; against the mock, or against a running host with ERPHOST_SIGNIN_LINK.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeMock } from '../../host/console/mock/server.mjs';
import { byId, kPages, kScreens, kSizes, openBrowser, openPage, quiet } from './browser.mjs';

const folder = process.argv[2] ?? 'build/screenshots';
const scenario = process.argv[3] ?? 'good';
const url = process.argv[4];
const only = process.env.ONLY?.split(',');
const mock = url ? null : makeMock({ scenario });
const base = url ?? (await mock.listen());
mkdirSync(folder, { recursive: true });

const kDetails = [
	...kScreens,
	['survey-month', `#/survey-month/${mock?.data.office.months[1].month}`, 'page-survey-month'],
	['improvement-plan', '#/improvement-plans/plan-1', 'page-improvement-plan'],
	['questionnaire', '#/questionnaires/install', 'page-questionnaire'],
	...[['receipt', 'inspection'], ['recovery', 'inspection'], ['transfer', 'arrival'], ['hand_over', 'arrival'], ['issue', 'page-parts-paper']].map(([kind, id]) => {
		const paper = mock?.data.parts.papers.find((one) => one.kind === kind && one.state === 'open' && (kind !== 'hand_over' || one.person === 'u1'));
		return [`parts-paper-${kind}`, `#/parts-desk/papers/${paper?.id}`, id];
	}),
	['parts-paper-print', `#/parts-desk/papers/${mock?.data.parts.papers.find((one) => one.kind === 'issue').id}/print`, 'paper'],
	['parts-order-known', `#/parts-desk/order?kind=work_order&branch=MX&key=${encodeURIComponent(mock?.data.parts.orders[0].key ?? '')}`, 'complete'],
	['stocktake-counting', '#/parts-stocktakes/view/stocktake-0', 'page-stocktake'],
	['stocktake-explaining', '#/parts-stocktakes/view/stocktake-1', 'page-stocktake'],
	['stocktake-count', '#/parts-stocktakes/view/stocktake-0/count', 'line-code'],
	['stocktake-sheet', '#/parts-stocktakes/view/stocktake-0/sheet', 'paper'],
	['carry-in-slip', '#/carry-ins/carry-1/slip', 'paper'],
];

const browser = await openBrowser();
const { page } = await openPage(browser.context);
const shot = (name) => page.screenshot({ path: join(folder, `${name}.png`) });

async function settle() {
	await quiet(page);
	await page.locator('.el-skeleton, .el-loading-mask').first().waitFor({ state: 'hidden', timeout: 5000 }).catch(() => {});
}

if (mock) {
	await page.goto(`${base}/`);
	await byId(page, 'signin-form').waitFor();
	await shot('signin-zh-1280');
	mock.signIn();
} else {
	await page.goto(process.env.ERPHOST_SIGNIN_LINK);
	for (const field of ['new-password', 'repeat-password']) await byId(page, field).fill('korrekt-pferd-heftklammer');
	await byId(page, 'set-password').click();
	await byId(page, 'page-overview').waitFor();
}
for (const language of ['zh', 'en']) {
	for (const [size, viewport] of Object.entries(kSizes)) {
		await page.setViewportSize(viewport);
		const name = (part) => `${part}-${language}-${size}${scenario === 'good' ? '' : `-${scenario}`}`;
		await page.goto(`${base}/?${language}${size}#/overview`);
		await byId(page, `language-${language}`).click();
		for (const [part, address, id] of kPages) {
			if (only && !only.includes(part)) continue;
			await page.goto(`${base}/?${language}${size}${address}`);
			await byId(page, id).waitFor();
			await settle();
			if (part === 'erp-record') {
				await page.locator('[data-testid^="hit-"]').first().click();
				await byId(page, 'erp-columns').waitFor();
			}
			await shot(name(part));
		}
		// Pages of one thing; what they show is in the mock only.
		for (const [part, address, id] of mock ? kDetails : []) {
			if (only && !only.includes(part)) continue;
			await page.goto(`${base}/?${language}${size}${address}`);
			await byId(page, id).waitFor();
			await settle();
			await shot(name(part));
		}
		if (!only || only.includes('callback')) {
			await page.goto(`${base}/?${language}${size}#/callbacks`);
			await page.locator('[data-testid^="task-HF"]').first().click();
			await byId(page, 'level-4').waitFor();
			await settle();
			await page.keyboard.press('4');
			await settle();
			await shot(name('callback'));
			await page.keyboard.press('Escape');
			await page.keyboard.press('Escape');
		}
	}
}
await browser.close();
await mock?.close();
