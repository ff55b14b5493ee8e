// The demo's ERP as its own users have it: a SQLite file that they look at and type into with a client of their own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const file = process.env.ERPHOST_DEMO_ERP;
/** The ERP's clients see a change within seconds; a busy machine gets more of them. */
export const kErpMs = 30_000;

async function ask(statement, ...options) {
	const { stdout } = await run('sqlite3', [...options, '-json', '-cmd', '.timeout 5000', file, statement]);
	return stdout.trim() ? JSON.parse(stdout) : [];
}
export const look = (statement) => ask(statement, '-readonly');
const change = (statement) => ask(statement);
const quoted = (value) => (value === null || value === undefined ? 'NULL' : typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`);
export const insert = (table, row) => change(`INSERT INTO "${table}" (${Object.keys(row).map((name) => `"${name}"`).join(', ')}) VALUES (${Object.values(row).map(quoted).join(', ')})`);

/** A time of the ERP: local, so many minutes ago. */
export function ago(minutes) {
	const local = new Date(Date.now() + (8 * 60 - minutes) * 60_000).toISOString();
	return { date: local.slice(0, 10), time: local.slice(11, 19), both: `${local.slice(0, 10)} ${local.slice(11, 19)}` };
}
/** The two columns in which the ERP keeps such a time: WG, 60 → WGRQ, WGSJ. */
export const at = (name, minutes) => ({ [`${name}RQ`]: ago(minutes).date, [`${name}SJ`]: ago(minutes).time });

/** Asks the ERP until its one row shows what is expected; what stands there twice never does. */
export async function shows(rowsNow, expected) {
	for (const end = performance.now() + kErpMs; ;) {
		const shown = (await rowsNow()).map((row) => Object.fromEntries(Object.keys(expected).map((name) => [name, row[name]])));
		if (shown.length === 1 && Object.entries(expected).every(([name, value]) => shown[0][name] === value)) return;
		if (performance.now() > end) return assert.deepEqual(shown, [expected]);
		await new Promise((done) => { setTimeout(done, 100); });
	}
}

/** What a user of the ERP enters when a repair is done: in time, and within the hour that it may take. */
const kDone = () => ({ ...at('DD', 100), ...at('WG', 60), WGLY: '1', WGLR: ago(1).both, CLCS: '更换外机启动电容', SMCS: 1, DJZT: '2' });
/** As a user of the ERP enters a repair of an air conditioner long out of warranty that a technician has done: like another order of the branch, with what is different. */
export async function typeRepair(branch, order, technician) {
	const [like] = await look(`SELECT p.* FROM PGD p JOIN "客户资料" k ON k.GSBH = p.GSBH AND k.KHBH = p.KHBH WHERE p.GSBH = '${branch}' AND k."客户类别" = '1' AND p.SCBZ = '0' ORDER BY PGDH LIMIT 1`);
	const [customer] = await look(`SELECT * FROM "客户资料" WHERE GSBH = '${branch}' AND KHBH = '${like.KHBH}'`);
	const [product] = await look("SELECT \"商品编码\" AS code FROM \"商品资料\" WHERE TRIM(\"品类\") = 'KT' ORDER BY 1 LIMIT 1");
	const KHBH = `K${order.phone.slice(-9)}`;
	await insert('客户资料', { ...customer, KHBH, 客户名称: order.customer, 联系电话: order.phone, 备用电话: null, 建档时间: ago(0).both, 修改时间: ago(0).both });
	await insert('PGD', {
		...like, PGDH: order.number, FWLX: '02', FWFS: '1', BXBZ: 'N', SPBM: product.code, JSTM: `SN${order.number}`, TS: 1, KHBH, KHMC: order.customer, LXDH: order.phone, AZDZ: '汉中市汉台区天汉大道8号楼301室', LC: 3, JL: '1.5',
		XSDH: null, SHDH: null, FPH: `FP${order.number}`, GMRQ: '2019-05-01', SFBH: technician.key, WDBH: technician.provider, GZXX: '显示E1，外机不启动', GZDM: 'KT04', CLCS: null, DJBZ: '0', WWYY: null, CNRQ: null, SMCS: 0, KHDH: null,
		...at('BD', 300), ...at('PG', 295), ...at('LX', 290), ...at('YY', 100), DDRQ: null, DDSJ: null, WGRQ: null, WGSJ: null, WGLY: null, WGLR: null, SDSJ: null, DJZT: '1', RGF: null, PJF: null, SMF: null, HJJE: null, SSJE: null,
		HFZT: '', CLZT: '', 反馈意见: '', TSZT: null, TSQX: null, FYYS: null, FYSK: null, FYJK: null, FYRZ: null, FYZT: null, FYYC: null, JSZT: null, BZ: '', LRSJ: ago(300).both, XGSJ: ago(0).both, SCBZ: '0', ...kDone(),
	});
}
/** As the ERP's cashier enters what she was given (kind 1), or gave back (3): unless the ERP's own people did so first. */
export const typeCash = (branch, order, number, technician, kind, sum) => change(`INSERT INTO SKD (GSBH, SKDH, MDBH, KX, PGDH, SFBH, JE, FS, LRSJ, SCBZ) SELECT GSBH, '${number}', MDBH, '${kind}', PGDH, '${technician.key}', '${sum}', '1', '${ago(0).both}', '0' FROM PGD p
	WHERE GSBH = '${branch}' AND PGDH = '${order}' AND NOT EXISTS (SELECT 1 FROM SKD s WHERE s.GSBH = p.GSBH AND s.PGDH = p.PGDH AND s.KX = '${kind}' AND s.SCBZ = '0')`);
