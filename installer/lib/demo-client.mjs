// A person of the demo company at erphost's HTTP interface. What is asked again with the same words is done once: ids and
// idempotency keys follow from what they stand for, so a run that was killed is simply made again.
import { createHash } from "node:crypto"

/** The same words give the same UUID. */
export function idOf(...words) {
	const hex = createHash("sha256").update(words.join("\u0000")).digest("hex")
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** An answer that is no success. */
export class Problem extends Error {
	constructor(method, path, status, body) {
		super(`${method} ${path}: ${status} ${body.code ?? ""} ${body.detail ?? body.title ?? ""}`)
		this.status = status
		this.code = body.code ?? ""
	}
}

const kStarting = new Set([502, 503])

export class Person {
	constructor(base) {
		this.base = base
		this.headers = {}
	}

	/** With a one-time link; the password is nobody's. */
	async signIn(link) {
		const { reply, response } = await this.send("POST", "/session", { link: link.replace(/^.*link=/, "") })
		this.headers = { Cookie: response.headers.get("set-cookie").split(";")[0], "X-CSRF-Token": reply.csrf }
		await this.send("POST", "/session/password", { new: idOf("password", String(Math.random()), link) })
		return this
	}

	/** {reply, response}; waits for a plugin that is only starting. */
	async send(method, path, body, match) {
		const headers = { ...this.headers }
		if (body !== undefined) headers["Content-Type"] = "application/json"
		if (method === "POST") headers["Idempotency-Key"] = idOf(method, path, JSON.stringify(body) ?? "", match ?? "")
		if (match) headers["If-Match"] = match
		for (const end = Date.now() + 30_000; ;) {
			const response = await fetch(`${this.base}/api/v1${path}`, {
				method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(60_000),
			})
			const text = await response.text()
			if (response.ok) return { reply: text ? JSON.parse(text) : null, response }
			if (kStarting.has(response.status) && Date.now() < end) {
				await new Promise(resolve => setTimeout(resolve, 200))
				continue
			}
			let problem = {}
			try { problem = JSON.parse(text) } catch { /* not ours */ }
			throw new Problem(method, path, response.status, problem)
		}
	}

	async get(path) { return (await this.send("GET", path)).reply }
	async post(path, body = {}, match) { return (await this.send("POST", path, body, match)).reply }

	/** All of a list, page by page. */
	async every(path) {
		const items = []
		for (let cursor = ""; cursor !== null;) {
			const page = await this.get(`${path}${path.includes("?") ? "&" : "?"}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
			items.push(...page.items)
			cursor = page.next ?? null
		}
		return items
	}

	/** Changes a record as it stands now: `then` is put behind its path. */
	async change(path, then, body, method = "POST") {
		const { response } = await this.send("GET", path)
		return (await this.send(method, path + then, body, response.headers.get("etag"))).reply
	}
}

/** Asks until there is an answer that is not null. */
export async function until(what, seconds, ask) {
	for (const end = Date.now() + seconds * 1000; ;) {
		const answer = await ask()
		if (answer !== null && answer !== undefined && answer !== false) return answer
		if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`)
		await new Promise(resolve => setTimeout(resolve, 250))
	}
}
