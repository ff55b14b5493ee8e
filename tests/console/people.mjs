// People of a story: the administrator makes them, each signs in by the link that he was given; several may use one page in turn.

import { test } from 'node:test';
import { byId } from './browser.mjs';
import { kErpMs } from './erp.mjs';

const kPassword = 'korrekt-pferd-heftklammer';
/** What the browser notes when a page asks who is signed in, and nobody is. */
export const kSignedOut = /401 \(Unauthorized\)/;

export async function enterBy(page, address) {
	await page.goto(address);
	await byId(page, 'new-password').fill(kPassword);
	await byId(page, 'repeat-password').fill(kPassword);
	await byId(page, 'set-password').click();
	await byId(page, 'user-menu').waitFor();
}

/** {username: [name, role, branch]} → {username: link}, made on the administrator's page. */
export async function makePeople(page, base, people) {
	const links = {};
	for (const [username, [displayName, role, branch]] of Object.entries(people)) {
		links[username] = await page.evaluate(async ([body]) => {
			const session = await (await fetch('/api/v1/session')).json();
			const send = async (path, content) => {
				const answer = await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf, 'Idempotency-Key': `${Math.random()}` }, body: content && JSON.stringify(content) });
				if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
				return answer.json();
			};
			const user = await send('/users', body);
			return user.link ?? (await send(`/users/${user.id}/reset`)).link;
		}, [{ username, displayName, language: 'zh', grants: [{ role, branch }] }]);
		if (!/^https?:/.test(links[username])) links[username] = `${base}/#/signin?link=${links[username]}`;
	}
	return links;
}

/** A `test` for the steps of one story: what comes after one that failed says nothing. The failed one tells what the page showed. */
export function storyOn(pageNow) {
	let broken = '';
	return (name, play) => test(name, async (context) => {
		if (broken) return context.skip(`after “${broken}”`);
		try {
			await play();
		} catch (error) {
			broken = name;
			context.diagnostic(`${pageNow().url()}\n${await pageNow().locator('body').innerText().catch(() => '')}`);
			throw error;
		}
	});
}

/** One page at which one person after the other sits down, and what all of them do there. */
export class Desk {
	#cookies = {};

	constructor(page, base, links) {
		Object.assign(this, { page, base, links });
	}
	/** The first time by the link from the administrator, later still signed in. */
	async sit(person) {
		const context = this.page.context();
		await this.page.goto('about:blank');
		await context.clearCookies();
		if (this.#cookies[person]) return context.addCookies(this.#cookies[person]);
		await enterBy(this.page, this.links[person]);
		this.#cookies[person] = await context.cookies();
	}
	/** A page as it stands now: the same address again would leave it as it is. */
	async goTo(address) {
		await this.page.goto('about:blank');
		await this.page.goto(`${this.base}/${address}`);
	}
	/** Loads a page until it shows what the ERP or another plugin is about to bring; `there` gets how long it may wait. */
	async until(address, there) {
		for (const end = performance.now() + kErpMs; ;) {
			await this.goTo(address);
			try {
				return await there(performance.now() > end ? 15_000 : 1500);
			} catch (error) {
				if (performance.now() > end) throw error;
			}
		}
	}
	/** Rows of the page's lists that have all of these texts. */
	row(...texts) {
		return texts.reduce((rows, hasText) => rows.filter({ hasText }), this.page.locator('tbody tr'));
	}
	linesOf() {
		return this.row().allInnerTexts().then((lines) => lines.map((line) => line.replace(/\s+/g, ' ').trim()));
	}
	/** Words into the form that a page asks with, and saved. */
	async fillForm(fields) {
		await byId(this.page, 'form-save').waitFor();
		for (const [name, value] of Object.entries(fields)) await byId(this.page, `field-${name}`).fill(value);
		await byId(this.page, 'form-save').click();
		await byId(this.page, 'form-save').waitFor({ state: 'detached' });
	}
	async pick(select, text) {
		await select.click();
		await this.page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click();
	}
	/** In a select that asks the server for what is typed. */
	async pickTyped(input, text) {
		await input.fill(text);
		await this.page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().waitFor();
		await this.page.keyboard.press('Enter');
	}
	confirmIt() {
		return this.page.locator('.el-message-box .el-button--primary').click();
	}
}
