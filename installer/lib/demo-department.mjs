// Gives the demo's department what only the plugins hold: published prices, opening stock, the papers of the last weeks' orders, the
// technicians' cash, call-backs, an overcharge, fines, a settlement, a count that does not agree. All of it through the HTTP interface,
// as the company's people would. Made again it changes nothing; a plugin that is not there costs its part and nothing else.
//   node demo-department.mjs URL ADMIN-LINK GO-LIVE-DATE      prints what it did; exit status 1 if a part failed
import { readFileSync } from "node:fs"
import { idOf, Person, Problem, until } from "./demo-client.mjs"

const [base, link, goLive] = process.argv.slice(2)
const kPrices = JSON.parse(readFileSync(new URL("demo-prices.json", import.meta.url), "utf8"))
const kPeople = {
	manager: ["luo", "罗经理", "service_manager"], clerk: ["chen", "陈静", "callback_clerk"], settler: ["zhou", "周敏", "settlement_clerk"],
	keeper: ["wu", "吴师傅", "central_keeper"], store: ["tian", "田霞", "parts_clerk"], desk: ["feng", "冯丽", "dispatch_clerk"],
	branch: ["gao", "高经理", "branch_manager"], cashier: ["he", "何娟", "cashier"], finance: ["liang", "梁会计", "finance"], hr: ["song", "宋红", "hr"],
}
const kBranches = ["CG", "HZ", "MX", "XX", "YX"]
const kOvercharger = "CGS002", kBusyProvider = "HZWD02"
const local = ms => new Date(ms + 8 * 3600e3).toISOString()
const dayOf = ms => local(ms).slice(0, 10)
const today = dayOf(Date.now())
const fen = text => Math.round(Number(text ?? 0) * 100)
const sum = numbers => numbers.reduce((total, each) => total + each, 0)
const people = {}
let failed = false

/** A part of the work; what is not there, or goes wrong, holds nothing else up. */
async function part(name, plugins, work) {
	if (plugins.some(id => !people.plugins.has(id))) return
	try {
		console.log(`  ${name}: ${await work()}`)
	} catch (error) {
		failed = true
		console.error(`  ${name}: ${error instanceof Problem ? error.message : error.stack}`)
	}
}

async function staff() {
	people.admin = await new Person(base).signIn(link)
	people.plugins = new Set((await people.admin.get("/plugins")).items.filter(each => each.enabled).map(each => each.id))
	const known = await people.admin.every("/users")
	for (const [who, [username, displayName, role]] of Object.entries(kPeople)) {
		const user = known.find(each => each.username === username) ?? await people.admin.post("/users", {
			username, displayName, language: "zh", grants: [{ role, branch: "*" }],
		})
		const { reply: { link: slip } } = await people.admin.send("POST", `/users/${user.id}/reset`)
		people[who] = await new Person(base).signIn(slip)
	}
}

/** The ERP's rows of one kind whose number begins with prefix and one of the days. */
async function erpRows(entity, prefix, from) {
	const rows = []
	for (let day = Date.parse(from); day <= Date.now() + 8 * 3600e3; day += 86400e3) {
		const number = prefix + new Date(day).toISOString().slice(0, 10).replaceAll("-", "")
		rows.push(...(await people.admin.get(`/erp/rows/${entity}?search=${number}&limit=200`)).items.filter(row => !row.deleted))
	}
	return rows
}

/** What was finished since go-live, oldest first: {key, branch, …fields, day, used: [{item, pieces, warranty}]}. */
async function finishedOrders() {
	const from = new Date(Date.parse(goLive) - 20 * 86400e3).toISOString().slice(0, 10)
	const price = Object.fromEntries(kPrices.price.filter(row => row.what === "part").map(row => [row.code, fen(row.amount)]))
	const orders = []
	for (const { key, branch, fields } of await erpRows("work_order", "PG", from)) {
		if (fields.status !== "done" || dayOf(fields.completed_at) < goLive) continue
		const used = []
		const piece = kPrices.partOfFault[fields.fault_code]
		if (fields.service_type === "repair" && piece) used.push({ item: piece, pieces: 1, warranty: fields.warranty })
		// Nobody fetches material for an install back: it is charged, whoever pays for the work.
		for (const [item, pieces] of materialFor(fen(fields.parts), price)) {
			if (fields.service_type === "install") used.push({ item, pieces, warranty: "out" })
		}
		orders.push({ ...fields, key, branch, day: dayOf(fields.completed_at), used })
	}
	return orders.sort((a, b) => a.completed_at - b.completed_at || (a.key < b.key ? -1 : 1))
}

/** Which material of an install adds up to what was charged: pipe by the metre and a bracket, or a hose or a valve. */
function materialFor(charged, price) {
	for (let metres = 0; metres <= 5; ++metres) {
		for (const others of [[], ["PJ0012"], ["PJ0029"], ["PJ0032"]]) {
			if (metres * price.PJ0009 + sum(others.map(code => price[code])) !== charged) continue
			return [...(metres ? [["PJ0009", metres]] : []), ...others.map(code => [code, 1])]
		}
	}
	return []
}

const orderOf = order => ({ kind: "work_order", branchId: order.branch, key: order.key })
const placed = order => ({ kind: "work_order", branch: order.branch, key: order.key })
const placeQuery = order => `kind=work_order&branch=${order.branch}&key=${encodeURIComponent(order.key)}`

// -- fees: the lists
async function publish(kind, name, validFrom, rows) {
	const id = idOf("list", kind, name)
	await people.settler.post("/fees/lists", {
		id, kind, branchId: "*", name, validFrom, sample: true, rows: rows.map((row, index) => ({ line: index + 1, ...row })),
	})
	const list = await people.manager.get(`/fees/lists/${id}`)
	if (list.state === "draft") await people.manager.change(`/fees/lists/${id}`, "/publish", {})
}

async function lists() {
	await publish("warranty", "厂家保修政策（示例）", "2015-01-01", kPrices.warranty)
	await publish("price", "维修收费标准（示例）", `${goLive.slice(0, 4)}-01-01`, kPrices.price)
	await publish("commission", "提成标准（示例）", `${goLive.slice(0, 4)}-01-01`, kPrices.commission)
	return "prices, warranty and commission are published"
}

// -- parts: what lies where, and what the orders used
async function stock(orders) {
	const stores = new Map(kBranches.map(branch => [branch, `store:${branch}`]))
	await until("stores and parts are known", 60, async () => {
		const known = new Set((await people.keeper.get("/parts/places")).items.map(place => place.id))
		return known.has("central") && kBranches.every(branch => known.has(stores.get(branch))) &&
			(await people.keeper.every("/parts/items")).length >= 40
	})
	const warehouses = [["central", "HZ", "ZC00"], ...kBranches.map(branch => [stores.get(branch), branch, "FC01"])]
	for (const [id, erpBranch, erpWarehouse] of warehouses) {
		const place = (await people.keeper.get("/parts/places")).items.find(each => each.id === id)
		if (place.erpBranch === erpBranch && place.erpWarehouse === erpWarehouse) continue
		await people.keeper.send("PUT", `/parts/places/${id}`, { erpBranch, erpWarehouse }, String(place.version))
	}
	for (const [id] of warehouses) {
		const { items } = await people.keeper.get(`/parts/balances?place=${id}&limit=1`)
		if (items.length) continue
		await people.keeper.post("/parts/openings", { id: idOf("opening", id), placeId: id, reason: "上线期初，按ERP库存", businessDate: goLive, fromErp: true })
	}
	for (const [code, name, leadDays] of [["XAZL", "西安制冷配件公司", 5], ["HZWJ", "汉中五金机电市场", 1]]) {
		try {
			await people.keeper.post("/parts/suppliers", { code, name, leadDays })
		} catch (error) {
			if (error.code !== "parts.supplier.exists") throw error
		}
	}
	const items = new Map((await people.keeper.every("/parts/items")).map(item => [item.code, item]))
	// The ERP's stock has given these parts out already: the same come in again, so that both end up alike.
	for (const branch of kBranches) {
		const wanted = new Map()
		for (const order of orders)
			if (order.branch === branch) for (const { item, pieces } of order.used) wanted.set(item, (wanted.get(item) ?? 0) + pieces)
		if (!wanted.size) continue
		const id = idOf("receipt", branch, goLive)
		const lines = [...wanted].sort().map(([item, pieces]) => {
			const { unitSize, costFen } = items.get(item)
			return { item, quantity: pieces * unitSize, costFen: pieces * costFen }
		})
		const paper = await existing(`/parts/documents/${id}`) ?? await people.keeper.post("/parts/receipts", {
			id, placeId: stores.get(branch), supplier: "XAZL", reference: `XA-${branch}-01`, businessDate: goLive, lines,
		})
		if (paper.state === "open")
			await people.keeper.change(`/parts/documents/${id}`, "/inspection", {
				id: idOf("inspection", id), lines: paper.lines.map(line => ({ line: line.line, accepted: line.quantity })), note: "外观、数量无误",
			})
	}
	return items
}

async function balanceOf(place, item) {
	return (await people.keeper.every(`/parts/balances?place=${place}`)).find(each => each.itemCode === item)
}

async function existing(path) {
	try {
		return await people.keeper.get(path)
	} catch (error) {
		if (error.status === 404) return null
		throw error
	}
}

async function issues(orders) {
	const items = await stock(orders)
	let issued = 0
	for (const [index, order] of orders.filter(each => each.used.length).entries()) {
		const id = idOf("issue", order.key), { warranty } = order.used[0]
		const lines = order.used.map(({ item, pieces }) => ({ item, quantity: pieces * items.get(item).unitSize }))
		// Some take one more along and bring it back, where there is one.
		let spare = 0
		if (index % 6 === 3 && order.service_type === "repair") {
			const there = await balanceOf(`store:${order.branch}`, lines[0].item)
			if (there && there.quantity >= 3 * there.unitSize) spare = there.unitSize
		}
		const paper = await existing(`/parts/documents/${id}`) ?? await people.store.post("/parts/issues", {
			id, placeId: `store:${order.branch}`, technician: { number: order.technician_number, name: order.technician_name }, order: orderOf(order),
			warranty, businessDate: order.day, lines: lines.map((line, at) => at ? line : { ...line, quantity: line.quantity + spare }),
		})
		++issued
		if (paper.state !== "open") continue
		const first = paper.lines[0], over = first.quantity - lines[0].quantity
		if (over > 0 && first.back === 0)
			await people.store.post("/parts/returns", { id: idOf("return", order.key), businessDate: order.day, reason: "多领，未用", lines: [{ documentId: id, line: first.line, quantity: over }] })
		await people.store.post("/parts/write-offs", {
			id: idOf("write-off", order.key), businessDate: order.day, lines: lines.map(({ quantity }, at) => ({ documentId: id, line: paper.lines[at].line, quantity })),
		})
	}
	return `opening stock of ${kBranches.length + 1} stores, parts of ${issued} orders`
}

/** PT-06: a count finds one piece less than the book has; it waits for an approval. Another one is being counted in the ERP. */
async function stocktakes() {
	const balances = (await people.keeper.every("/parts/balances?place=store:CG")).filter(each => each.quantity >= 2 * each.unitSize).slice(0, 5)
	if (balances.length < 2) return "nothing to count"
	const book = new Map(balances.map(each => [each.itemCode, each]))
	const plan = (branch, itemCodes) => people.branch.post("/parts/stocktakes", {
		branchId: branch, place: `store:${branch}`, scope: "cycle", plannedOn: today, itemCodes,
	})
	const missing = balances[1].itemCode
	let take = await plan("CG", [...book.keys()])
	const path = `/parts/stocktakes/${take.id}`
	for (let turns = 0; turns < 8 && !["explaining", "posted", "cancelled"].includes((take = await people.branch.get(path)).state); ++turns) {
		if (take.state === "planned") { await people.branch.change(path, "/freeze", {}); continue }
		const counter = take.state === "counting" ? people.store : people.branch
		const lines = take.items.filter(line => line.asked && line.counted === null).map(({ itemCode }) => ({
			itemCode, quantity: book.get(itemCode).quantity - (itemCode === missing ? book.get(itemCode).unitSize : 0),
		}))
		if (lines.length) await counter.change(path, "/counts", { lines })
		await people.branch.change(path, "/close", {})
	}
	if (take.state === "explaining" && !take.items.find(line => line.itemCode === missing)?.explanation)
		await people.branch.change(path, "/explanations", { lines: [{ itemCode: missing, cause: "loss", text: "货架上找不到，两人复盘均少一件" }] })
	const other = await plan("HZ", (await people.keeper.every("/parts/balances?place=store:HZ")).slice(0, 3).map(each => each.itemCode))
	if (other.state === "planned" && (await people.branch.get(`/parts/stocktakes/${other.id}`)).state === "planned")
		await people.branch.change(`/parts/stocktakes/${other.id}`, "/freeze", {})
	return `${missing} is one short in CG; three parts are being counted in HZ`
}

async function loans() {
	const tools = new Set((await people.keeper.every("/parts/items?kind=tool")).map(item => item.code))
	const lent = (await people.keeper.every("/parts/loans?branch=HZ")).length
	const there = (await people.keeper.every("/parts/balances?place=store:HZ")).find(each => tools.has(each.itemCode) && each.quantity >= 2 * each.unitSize)
	if (lent || !there) return `${lent} on loan already`
	for (const [key, days] of [["HZS002", 30], ["HZS003", 7]]) {
		const [row] = (await people.admin.get(`/erp/rows/technician?search=${key}&limit=1`)).items
		await people.branch.post("/parts/loans", {
			branchId: "HZ", place: "store:HZ", itemCode: there.itemCode, quantity: there.unitSize, person: { kind: "technician", key, name: row.fields.name },
			dueOn: dayOf(Date.now() + days * 86400e3),
		})
	}
	return `two of ${there.itemName} are on loan`
}

// -- fees: agreement, receipt, and the way of the cash into the ERP's till
async function cash(orders) {
	const entries = new Map()
	for (const { fields } of await erpRows("cash_entry", "SK", goLive)) entries.set(`${fields.branch}|${fields.order_number}`, fields)
	const handIns = new Map()
	let charged = 0
	for (const order of orders.filter(each => fen(each.collected) > 0)) {
		const entry = entries.get(`${order.branch}|${order.number}`)
		// Who took more than the list says took it in cash.
		const method = fen(order.collected) === fen(order.total) ? entry?.method ?? "cash" : "cash"
		const detail = await people.desk.get(`/fees/order?${placeQuery(order)}`)
		if (!detail.receipts.length) {
			// What the fee was before the list was published says nothing.
			const lines = (await people.desk.get(`/fees/order/proposal?${placeQuery(order)}`)).lines.filter(line => line.amountFen > 0)
			if (!lines.length) continue
			const id = idOf("quotation", order.key)
			const quotation = detail.quotations.find(each => each.id === id) ?? await people.desk.post("/fees/quotations", { id, ...placed(order), lines })
			if (quotation.state === "offered")
				await people.desk.post(`/fees/quotations/${id}/answer`, { agreed: true, via: "signature" }, String(quotation.version))
			await people.desk.post("/fees/receipts", { id: idOf("charge", order.key), ...placed(order), method, day: order.day, lines })
		}
		++charged
		if (method !== "cash") continue
		const group = `${order.branch}|${order.technician_number}|${order.day}|${entry ? "entered" : "waiting"}`
		handIns.set(group, [...(handIns.get(group) ?? []), order])
	}
	const passed = new Map(), days = new Set()
	for (const [group, handed] of handIns) {
		const [branch, technician, day, state] = group.split("|")
		const id = idOf("hand-in", group)
		const counted = handed.map(order => ({ kind: "work_order", key: order.key, countedFen: fen(order.collected) }))
		const count = await found(people.desk, `/fees/cash/counts/${id}`) ??
			await people.desk.post("/fees/cash/hand-ins", { id, branch, technician, day, orders: counted })
		if (count.state === "difference")
			await people.desk.change(`/fees/cash/counts/${id}`, "/explain", { reason: "师傅交款与收据不符，已列入异常核查" })
		if (state === "entered" && !count.passedBy)
			passed.set(branch, [...(passed.get(branch) ?? []), { id, sum: sum(counted.map(each => each.countedFen)) }])
		if (day < dayOf(Date.now() - 2 * 86400e3)) days.add(`${branch}|${technician}|${day}`)
	}
	for (const [branch, counts] of passed)
		await people.cashier.post("/fees/cash/hand-overs", {
			id: idOf("hand-over", branch, ...counts.map(each => each.id)), branch, handIns: counts.map(each => each.id), countedFen: sum(counts.map(each => each.sum)),
		})
	for (const key of days) {
		const [branch, technician, day] = key.split("|")
		const state = await people.desk.get(`/fees/cash/day?branch=${branch}&technician=${technician}&day=${day}`)
		if (state.closedAt === null)
			await people.desk.post("/fees/cash/day/close", { branch, technician, day, ...(state.differenceFen ? { reason: "与收据不符，见异常清单" } : {}) })
	}
	return `${charged} receipts, ${handIns.size} hand-ins, ${days.size} days closed`
}

async function found(person, path) {
	try {
		return await person.get(path)
	} catch (error) {
		if (error.status === 404) return null
		throw error
	}
}

// -- survey: the busy service point's customers, and one who names what he paid
async function callbacks(orders) {
	const ask = orders.filter(each => each.provider_number === kBusyProvider && each.service_mode === "on_site")
	const unhappy = Math.floor(ask.length / 20) + 1
	let called = 0
	const answer = async (order, words) => {
		const { items } = await people.clerk.get(`/survey/tasks?search=${order.number}`)
		const task = items.find(each => each.orderKey === order.key)
		if (!task || task.attempts > 0) return
		await people.clerk.change(`/survey/tasks/${task.id}`, "/attempts", { disposition: "answered", ...words })
		++called
	}
	for (const [index, order] of ask.entries())
		await answer(order, index >= 2 && index < 2 + unhappy && ask.length >= 10 ? { level: "dissatisfied", words: "装完没有试机，排水管也没有固定" } : { level: "satisfied" })
	for (const order of orders.filter(overcharged).slice(0, 2))
		await answer(order, { level: "average", answers: { extra_charge: "charged", paid: fen(order.collected) }, words: "收费比价目表多三十块" })
	return `${called} customers were asked`
}

const overcharged = order => order.technician_number === kOvercharger && fen(order.collected) > fen(order.total)

// -- fees: an overcharge to its end, fines, a reward, a settlement
async function overcharge() {
	const over = (await people.manager.every("/fees/exceptions?what=over_list")).reverse()
	const first = over.find(each => each.technician.key === kOvercharger) ?? over[0]
	if (!first) return "nobody took more than the list says"
	const path = `/fees/exceptions/${first.id}`, id = idOf("refund", first.id)
	const claim = await found(people.branch, `/fees/compensations/${id}`) ?? await people.branch.change(path, "/refund", { id, reason: "退还客户多收的费用" })
	if (claim.state === "claimed") await people.manager.change(`/fees/compensations/${id}`, "/decide", { approve: true, reason: "情况属实" })
	if ((await people.cashier.get(`/fees/compensations/${id}`)).state === "approved") await people.cashier.change(`/fees/compensations/${id}`, "/pay", {})
	return `refunded for ${first.orderNumber}`
}

async function fine(name, final, body) {
	let made = await people.settler.post("/fees/fines", { ...body, evidence: [{ source: "inspection", ref: idOf("fine", name), at: body.actAt, text: body.reason }] })
	made = await people.manager.get(`/fees/fines/${made.id}`)
	if (final && made.state === "checked") await people.manager.change(`/fees/fines/${made.id}`, "/decide", { decision: "final" })
}

async function fines(orders) {
	const own = orders.find(each => each.technician_number === kOvercharger) ?? orders.find(each => !each.outsourced)
	const theirs = orders.filter(each => each.provider_number === kBusyProvider).slice(0, 3)
	const person = order => ({ kind: "technician", key: order.technician_number, name: order.technician_name })
	const late = [["A-NOT-IN-TIME", "超过约定时限未完工"], ["B-UNIFORM", "上门未着工装"], ["A-NO-EXPLANATION", "未讲解使用保养，客户来电询问"]]
	for (const [index, order] of theirs.entries())
		await fine(order.key, index < 2, {
			branchId: order.branch, order: { kind: "work_order", key: order.key }, offence: late[index][0], liable: person(order), reason: late[index][1], actAt: order.completed_at,
		})
	if (own)
		await fine("own", true, { branchId: own.branch, offence: "B-UNTIDY", liable: person(own), reason: "车间工具、材料散放", actAt: Date.parse(`${goLive}T10:00:00+08:00`) })
	return `${theirs.length + (own ? 1 : 0)} fines; the provider has not paid his`
}

async function reward() {
	const [row] = (await people.admin.get("/erp/rows/technician?search=MXS001&limit=1")).items
	const made = await people.branch.post("/fees/rewards", {
		branchId: "MX", code: "HELPED-COLLEAGUES", person: "MXS001", personName: row.fields.name, month: goLive.slice(0, 7), reason: "当月三次帮同事解决技术问题",
	})
	return `proposed for ${made.personName}`
}

async function settlement(orders) {
	const month = orders.filter(each => each.provider_number === kBusyProvider).at(-1)?.day.slice(0, 7)
	if (!month) return "the provider has no orders"
	await until("the orders' assessments arrived", 30, async () => {
		const works = (await people.settler.get(`/fees/works?branch=HZ&payee=${kBusyProvider}&verdict=payable&limit=1`)).items
		const paid = (await people.settler.get(`/fees/settlements?branch=HZ&payee=${kBusyProvider}&month=${month}`)).items
		return works.length + paid.length > 0
	})
	await people.finance.post(`/fees/deposits/HZ/${kBusyProvider}`, { kind: "paid_in", sumFen: 100_000, reason: "合作保证金" })
	const listed = async () => (await people.settler.get(`/fees/settlements?branch=HZ&payee=${kBusyProvider}&month=${month}`)).items[0]
	let run = await listed()
	if (!run) run = (await people.settler.post("/fees/settlements/run", { branchId: "HZ", month, payee: kBusyProvider }), await listed())
	const path = `/fees/settlements/${run.id}`
	// A customer who was not content meanwhile: his order waits for the complaint to close.
	if ((run = await people.settler.get(path)).state === "draft" && run.blocked.length) await people.settler.change(path, "/recompute")
	if (run.state === "draft") await people.settler.change(path, "/check")
	if ((run = await people.finance.get(path)).state === "checked") await people.finance.change(path, "/approve")
	if ((run = await people.finance.get(path)).state === "approved") await people.finance.change(path, "/pay", { paidOn: today, reference: `网银-${run.number}` })
	return `${run.number}: ${run.orders} orders, grade ${run.grade}, ${(run.totalFen / 100).toFixed(2)}`
}

async function cards(orders) {
	const rows = orders.filter(each => each.branch === "HZ" && each.warranty === "in" && each.card_number).slice(0, 12)
	if (!rows.length) return "no cards"
	const made = await people.settler.post("/fees/cards/batch", {
		branchId: "HZ", rows: rows.map(each => ({ type: each.service_type === "install" ? "install_card" : "repair_slip", brand: each.brand, number: each.card_number, orderNumber: each.number, ...(each.serial_number ? { serial: each.serial_number } : {}) })),
	})
	return `${made.created} cards collected`
}

await staff()
await until("the ERP is read", 180, async () => {
	const { entities } = await people.admin.get("/erp/status")
	return entities.length > 0 && entities.every(each => each.okAt)
})
await part("lists", ["fees"], lists)
const orders = await finishedOrders()
await part("parts", ["parts"], () => issues(orders))
await part("tools", ["parts"], loans)
await part("cash", ["fees", "parts"], () => cash(orders))
await part("call-backs", ["survey"], () => callbacks(orders))
await part("overcharge", ["fees"], overcharge)
await part("fines", ["fees"], () => fines(orders))
await part("reward", ["fees"], reward)
await part("cards", ["fees"], () => cards(orders))
await part("settlement", ["fees", "survey"], () => settlement(orders))
await part("stocktakes", ["parts"], stocktakes)
process.exitCode = failed ? 1 : 0
