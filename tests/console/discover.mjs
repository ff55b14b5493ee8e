// node tests/console/discover.mjs URL COOKIE: goes through "connect by example" as branch IT does, without seeing a line of
// JSON. Standard input says with what: {"connection":{…},"known":{…},"meanings":{"service_type":{"01":"安装"}},"level":"read"}.
// Prints what was shown: {"server","table","columns":{"work_order.number":"PGDH"},"open":N,"preview":[entity…],"rows":N,"script"}.

import { readFileSync } from 'node:fs';
import { byId, openBrowser, openPage } from './browser.mjs';

const [url, cookie] = process.argv.slice(2);
const told = JSON.parse(readFileSync(0, 'utf8'));
const kSearchMs = 180_000;
const kKinds = { sqlite: 'SQLite 文件', postgresql: 'PostgreSQL', mariadb: 'MySQL / MariaDB' };
const browser = await openBrowser();
try {
	const [name, ...value] = cookie.split('=');
	await browser.context.addCookies([{ name, value: value.join('='), url }]);
	// Before there is a mapping the host says so, which the browser logs as an error.
	const { page, errors } = await openPage(browser.context, [/503 \(Service Unavailable\)/]);
	await page.addInitScript(() => localStorage.setItem('erphost.language', 'zh'));
	const choose = async (id, text) => {
		await byId(page, id).click();
		await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click();
		await page.locator('.el-select-dropdown:visible').waitFor({ state: 'hidden' });
	};
	await page.goto(`${url}/#/erp/discover`);
	await byId(page, 'discover').waitFor();

	await choose('connect-kind', kKinds[told.connection.kind]);
	for (const field of ['server', 'port', 'database', 'user', 'password']) if (told.connection[field]) await byId(page, `connect-${field}`).fill(told.connection[field]);
	await byId(page, 'connect').click();
	const server = await byId(page, 'connected').innerText({ timeout: 60_000 });

	for (const field of ['order', 'customer', 'phone']) await byId(page, `known-${field}`).fill(told.known[field]);
	await byId(page, 'start-search').click();
	await byId(page, 'looked').waitFor({ timeout: kSearchMs });

	const parts = await page.locator('[data-testid^="part-"]').evaluateAll((found) => found.map((part) => [part.dataset.testid.slice(5), part.querySelector('h2').innerText]));
	const columns = Object.fromEntries(await page.locator('[data-testid^="column-"]').evaluateAll((found) => found.map((select) => {
		const [entity, ...field] = select.dataset.testid.slice(7).split('-');
		return [`${entity}.${field.join('-')}`, select.innerText.trim() || select.querySelector('input')?.value];
	})));
	for (const [field, meanings] of Object.entries(told.meanings ?? {}))
		for (const [code, meaning] of Object.entries(meanings)) await choose(`code-${parts[0][0]}-${field}-${code}`, meaning);
	if (told.level) await byId(page, `level-${told.level}`).click();
	if (told.push) {
		await byId(page, 'push-user').fill(told.push.user);
		await byId(page, 'push-password').fill(told.push.password);
		await byId(page, 'push-connect').click();
		await byId(page, 'push-connected').waitFor({ timeout: 60_000 });
	}
	await byId(page, 'discover-check').click();
	await byId(page, 'findings').waitFor({ timeout: 120_000 });
	const rows = await byId(page, 'findings').locator('.sample').evaluateAll((found) => Object.fromEntries(found.map((sample) => [sample.querySelector('h2').innerText, sample.querySelectorAll('tbody tr').length])));
	const findings = await byId(page, 'findings').innerText();
	const script = await byId(page, 'script-text').innerText();
	if (told.shots) await page.screenshot({ path: told.shots, fullPage: true });
	if (!(await byId(page, 'discover-save').isEnabled())) throw new Error(`the check found mistakes: ${findings}`);
	await byId(page, 'discover-save').click();
	await byId(page, 'discover-saved').waitFor({ timeout: 60_000 });
	if (errors.length) throw new Error(errors.join('\n'));
	console.log(JSON.stringify({ server, parts: Object.fromEntries(parts), columns, rows, script }));
} finally {
	await browser.close();
}
