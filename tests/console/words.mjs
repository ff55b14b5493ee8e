// node tests/console/words.mjs URL COOKIE PAGE LANGUAGE: what a page of a running host says, as a person reads it. For
// scenarios that are not about the console; COOKIE is "name=value" of a session.

import { byId, kPages, openBrowser, openPage } from './browser.mjs';

const [url, cookie, wanted, language] = process.argv.slice(2);
const [, address, id] = kPages.find(([name]) => name === wanted);
const browser = await openBrowser();
try {
	const [name, ...value] = cookie.split('=');
	await browser.context.addCookies([{ name, value: value.join('='), url }]);
	const { page } = await openPage(browser.context);
	await page.addInitScript((chosen) => localStorage.setItem('erphost.language', chosen), language);
	await page.goto(`${url}/${address}`);
	await byId(page, id).waitFor();
	await page.waitForLoadState('networkidle').catch(() => {});
	console.log(await byId(page, id).innerText());
} finally {
	await browser.close();
}
