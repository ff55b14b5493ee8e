// What installer/demo does over files and HTTP; Node is there anyway, for the console.
//   demo.mjs configure DATA ROOT BUILD PORT | url DATA | ready DATA SECONDS | golive DATA LINK
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const [action, data, ...rest] = process.argv.slice(2)

const read = name => JSON.parse(readFileSync(join(data, name), "utf8"))

function write(name, content, mode = 0o644) {
	const file = join(data, name)
	writeFileSync(file + ".new", JSON.stringify(content, null, "\t") + "\n", { mode })
	renameSync(file + ".new", file)
}

function address() {
	const { listen } = read("host.json")
	return `http://127.0.0.1:${listen.port}`
}

/** Files that erphost reads before its store is open. Those that a person may have changed since are left alone. */
function configure(root, build, port) {
	mkdirSync(data, { recursive: true })
	const host = existsSync(join(data, "host.json")) ? read("host.json") : { timeZone: "Asia/Shanghai", developer: true, logLevel: "info" }
	host.listen = { ...host.listen, address: "127.0.0.1", port: Number(port) }
	write("host.json", host)
	const connection = `Driver={SQLite3};Database=${join(data, "erp", "demo.db")};StepAPI=1;Timeout=5000`
	write("secrets.json", { "erp.pull": connection, "erp.push": connection }, 0o600)
	write("plugins.json", [{ id: "survey", path: join(build, "plugins", "survey"), enabled: true }])
	if (!existsSync(join(data, "erp.json")))
		write("erp.json", JSON.parse(readFileSync(join(root, "config", "mappings", "demo.json"), "utf8")))
}

async function ready(seconds) {
	const deadline = Date.now() + Number(seconds) * 1000
	let last = "no answer"
	while (Date.now() < deadline) {
		try {
			const reply = await fetch(address() + "/readyz", { signal: AbortSignal.timeout(2000) })
			if (reply.ok) return
			last = `${reply.status} ${(await reply.text()).slice(0, 300)}`
		} catch (error) {
			last = error.cause?.code ?? error.message
		}
		await new Promise(resolve => setTimeout(resolve, 100))
	}
	throw new Error(`${address()}/readyz: ${last}`)
}

/** Signs in with the link, sets the go-live date and switches writing on: a new host starts in dry run. */
async function goLive(link) {
	const base = address()
	const secret = decodeURIComponent(/link=([^&\s]+)/.exec(link)[1])
	const headers = { "Content-Type": "application/json" }
	const call = async (method, path, body) => {
		const reply = await fetch(base + path, { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(30000) })
		const text = await reply.text()
		if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 500)}`)
		return { reply, json: text ? JSON.parse(text) : null }
	}
	const session = await call("POST", "/api/v1/session", { link: secret })
	headers.Cookie = session.reply.headers.getSetCookie().map(cookie => cookie.split(";")[0]).join("; ")
	headers["X-CSRF-Token"] = session.json.csrf
	const iso = date => date.toISOString().slice(0, 10)
	const from = iso(new Date(Date.now() - 30 * 86400e3))
	await call("PUT", "/api/v1/settings/host/go_live_date", { effectiveFrom: from, value: from })
	for (const type of Object.keys(read("erp.json").records ?? {}))
		await call("PUT", `/api/v1/erp/records/${type}/mode`, { mode: "on" })
	await fetch(base + "/api/v1/session", { method: "DELETE", headers })
}

const actions = { configure, url: () => console.log(address()), ready, golive: goLive }
try {
	await actions[action](...rest)
} catch (error) {
	console.error(`installer/demo: ${error.message}`)
	process.exit(1)
}
