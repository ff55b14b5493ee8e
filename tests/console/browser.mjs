// A Chromium of its own for a test, and pages that report what went wrong in them.

import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// playwright-core is a development dependency of the console; no second node_modules.
const require = createRequire(new URL('../../host/console/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const kArguments = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const kSizes = { 1280: { width: 1280, height: 800 }, 1920: { width: 1920, height: 1080 } };

/** Every page of the console with an element that shows that it is there. */
export const kPages = [
	['overview', '#/overview', 'page-overview'],
	['erp-discover', '#/erp/discover', 'discover'],
	['erp-entities', '#/erp/entities', 'page-erp'],
	['erp-records', '#/erp/records', 'page-erp'],
	['erp-outbox', '#/erp/outbox', 'page-erp'],
	['erp-mapping', '#/erp/mapping', 'page-erp'],
	['erp-check', '#/erp/check', 'page-erp'],
	['erp-record', '#/erp-record', 'page-erp-record'],
	['messages', '#/messages', 'page-messages'],
	['message-opt-outs', '#/messages/optouts', 'page-messages'],
	['message-channels', '#/messages/channels', 'page-messages'],
	['doctor', '#/doctor', 'page-doctor'],
	['imports', '#/go-live-import', 'page-imports'],
	['callbacks', '#/callbacks', 'page-callbacks'],
	['callback-figures', '#/callback-figures', 'page-callback-figures'],
	['callback-indicators', '#/callback-figures/indicators?by=technician&sort=rank', 'page-callback-figures'],
	['callback-assessments', '#/callback-figures/assessments', 'page-callback-figures'],
	['callback-draws', '#/callback-figures/draws', 'page-callback-figures'],
	['onsite-desk', '#/onsite-desk', 'page-onsite-desk'],
	['survey-contacts', '#/survey-contacts', 'page-survey-contacts'],
	['survey-contact-plans', '#/survey-contacts/plans', 'page-survey-contacts'],
	['survey-roster', '#/survey-contacts/roster', 'page-survey-contacts'],
	['survey-messages', '#/survey-contacts/messages', 'page-survey-contacts'],
	['survey-months', '#/survey-months', 'page-survey-months'],
	['survey-plans', '#/survey-months/plans', 'page-survey-months'],
	['survey-report', '#/survey-months/report', 'page-survey-months'],
	['questionnaires', '#/questionnaires', 'page-questionnaires'],
	['callback-fines', '#/callback-outcomes', 'page-callback-outcomes'],
	['callback-passed-on', '#/callback-outcomes/passed-on', 'page-callback-outcomes'],
	['cases', '#/cases', 'page-cases'],
	['case-intake', '#/cases/new', 'page-intake'],
	['contact-sheets', '#/contact-sheets', 'page-contact-sheets'],
	['clocks', '#/clocks', 'page-clocks'],
	['overdue-orders', '#/overdue-orders', 'page-overdue'],
	['complaint-causes', '#/complaint-causes', 'page-causes'],
	['complaint-actions', '#/complaint-causes/actions', 'actions'],
	['complaint-fines', '#/complaint-lists', 'fine-list'],
	['complaint-looks', '#/complaint-lists/looks', 'looks'],
	['parts-desk', '#/parts-desk', 'form-issue'],
	['parts-return', '#/parts-desk/return', 'form-return'],
	['parts-use', '#/parts-desk/use', 'form-write_off'],
	['parts-order', '#/parts-desk/order', 'order-parts'],
	['parts-papers', '#/parts-desk/papers', 'page-parts-desk'],
	['parts-receipts', '#/parts-inbound', 'page-parts-inbound'],
	['parts-transfers', '#/parts-inbound/transfer', 'page-parts-inbound'],
	['parts-receipt-new', '#/parts-inbound/new/receipt', 'form-receipt'],
	['parts-sampling-new', '#/parts-inbound/new/sampling', 'form-sampling'],
	['parts-stock', '#/parts-stock', 'balances'],
	['parts-movements', '#/parts-stock/movements', 'movements'],
	['parts-differences', '#/parts-stock/differences', 'differences'],
	['parts-items', '#/parts-stock/items', 'items'],
	['parts-suppliers', '#/parts-stock/suppliers', 'suppliers'],
	['parts-places', '#/parts-stock/places', 'places'],
	['stocktakes', '#/parts-stocktakes', 'page-stocktakes'],
	['stocktakes-due', '#/parts-stocktakes/due', 'due'],
	['stocktakes-entries', '#/parts-stocktakes/entries', 'entries'],
	['waiting-orders', '#/parts-supply', 'waiting'],
	['waiting-calls', '#/parts-supply/calls', 'calls'],
	['reorder', '#/parts-supply/reorder', 'reorder'],
	['failure-rates', '#/parts-supply/rates', 'rates'],
	['old-parts', '#/old-parts', 'old-parts'],
	['old-lots', '#/old-parts/lots', 'lots'],
	['tools-on-loan', '#/old-parts/loans', 'loans'],
	['parts-charges', '#/old-parts/charges', 'charges'],
	['disposals', '#/old-parts/disposals', 'disposals'],
	['carry-ins', '#/carry-ins', 'carry-ins'],
	['defectives', '#/carry-ins/defectives', 'defectives'],
	['fees', '#/fees', 'page-fees'],
	['fee-cash', '#/fee-cash', 'page-fee-cash'],
	['fee-exceptions', '#/fee-exceptions', 'exceptions'],
	['fee-lists', '#/fee-lists', 'page-fee-lists'],
	['fines', '#/fines', 'fines-board'],
	['penalty-notices', '#/fines/notices', 'notices'],
	['fee-hr', '#/fee-hr', 'page-fee-hr'],
	['settlements', '#/settlements', 'works'],
	['settlement-runs', '#/settlements/runs', 'settlement-list'],
	['manufacturer', '#/manufacturer', 'cards'],
	['manufacturer-ledgers', '#/manufacturer/ledgers', 'ledgers'],
	['month-end', '#/month-end', 'page-month-end'],
	['plugins', '#/plugins', 'page-plugins'],
	['trust', '#/trust', 'page-trust'],
	['setup', '#/setup', 'page-setup'],
	['users', '#/users', 'page-users'],
	['employees', '#/users/employees', 'page-employees'],
	['settings', '#/settings', 'page-settings'],
	['audit', '#/audit', 'page-audit'],
];

/** Of the mock alone: what a manifest brings without a page of its own. */
export const kScreens = [['screen', '#/screen/reminders/reminders', 'screen-reminders-reminders']];

export async function openBrowser() {
	const profile = mkdtempSync(join(tmpdir(), 'erphost-browser-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		headless: true,
		args: kArguments,
		viewport: kSizes[1280],
		locale: 'zh-CN',
		acceptDownloads: true,
		ignoreHTTPSErrors: true,
	});
	context.setDefaultTimeout(15_000);
	return {
		context,
		async close() {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}

/** Requests of a page that have no answer yet. */
const waiting = new WeakMap();

/**
 * Waits until the page has asked for all that it shows. Another hash loads no document, so that the browser's own
 * "network idle" says yes before the page has asked for anything.
 */
export async function quiet(page, most = 10_000) {
	const end = Date.now() + most;
	for (let still = 0; still < 2 && Date.now() < end; still = waiting.get(page).size === 0 ? still + 1 : 0) await page.waitForTimeout(30);
}

/** A page that collects errors of its scripts and of the console; `expected` are answers that the test asks for. */
export async function openPage(context, expected = []) {
	const page = await context.newPage();
	const errors = [];
	const asked = new Set();
	waiting.set(page, asked);
	page.on('request', (request) => asked.add(request));
	for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => asked.delete(request));
	page.on('pageerror', (error) => errors.push(`script: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() !== 'error' && message.type() !== 'warning') return;
		if (!expected.some((pattern) => pattern.test(message.text()))) errors.push(`${message.type()}: ${message.text()} ${message.location().url}`);
	});
	return { page, errors };
}

export const byId = (page, id) => page.locator(`[data-testid="${id}"]`);
