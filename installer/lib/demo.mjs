// What installer/demo needs JSON and HTTP for; Node is there anyway, for the console.
//   demo.mjs setup DATA ROOT BUILD PORT first|again   writes DATA/demo-setup.json for `erphost apply`
//   demo.mjs url DATA                                 prints the address
//   demo.mjs ready DATA SECONDS                       returns when the host answers that it is ready
//   demo.mjs fill DATA LINK                           lets the department do its papers (demo-department.mjs), once
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const [action, data, ...rest] = process.argv.slice(2)

const readJson = file => JSON.parse(readFileSync(file, "utf8"))

function address() {
	return `http://127.0.0.1:${readJson(join(data, "host.json")).listen.port}`
}

/** The first time everything; later only what depends on this start: what a person changed in the console stays. */
function setup(root, build, port, occasion) {
	const connection = `Driver={SQLite3};Database=${join(data, "erp", "demo.db")};StepAPI=1;Timeout=5000`
	const wanted = {
		listen: { address: "127.0.0.1", port: Number(port) },
		secrets: { "erp.pull": connection, "erp.push": connection },
		plugins: ["survey", "complaints", "parts", "fees"].map(id => ({ path: join(build, "plugins", id), enabled: true })),
	}
	if (occasion === "first") {
		const mapping = join(root, "config", "mappings", "demo.json")
		Object.assign(wanted, {
			timeZone: "Asia/Shanghai",
			developer: true,
			mapping,
			// The finished work of the last weeks makes tasks (what is older the demo ERP's own clerks have called back), and
			// writing is on: a real host starts in dry run.
			goLiveDate: new Date(Date.now() - 19 * 86400e3).toISOString().slice(0, 10),
			records: Object.fromEntries(Object.keys(readJson(mapping).records ?? {}).map(type => [type, "on"])),
		})
	}
	if (wanted.goLiveDate) writeFileSync(join(data, "go-live"), wanted.goLiveDate)
	writeFileSync(join(data, "demo-setup.json"), JSON.stringify(wanted, null, "\t") + "\n", { mode: 0o600 })
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

/** A run that was killed is made again; what it did already is not done twice. A part that failed is left out. */
function fill(link) {
	const mark = join(data, "demo-is-filled")
	if (existsSync(mark) || !existsSync(join(data, "go-live"))) return
	const script = new URL("demo-department.mjs", import.meta.url)
	const goLive = readFileSync(join(data, "go-live"), "utf8")
	const done = spawnSync(process.execPath, [fileURLToPath(script), address(), link, goLive], { stdio: "inherit", timeout: 300_000 })
	if (done.signal === null) writeFileSync(mark, "")
	if (done.status !== 0) console.error("Some of the department's papers could not be made; the demo goes on without them.")
}

const actions = { setup, fill, url: () => console.log(address()), ready }
try {
	await actions[action](...rest)
} catch (error) {
	console.error(`installer/demo: ${error.message}`)
	process.exit(1)
}
