import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, context, get, list, listWhole, post } from './client';
import { newKey } from './key';
import { ApiProblem } from './problem';

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
	new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
const headersOf = (index: number) => fetched.mock.calls[index][1].headers as Record<string, string>;

beforeEach(() => {
	vi.stubGlobal('fetch', fetched);
	fetched.mockReset();
	context.csrf = 'token-1';
});
afterEach(() => vi.unstubAllGlobals());

describe('the API client', () => {
	test('sends CSRF token, idempotency key and If-Match with changes, and no empty filters', async () => {
		fetched.mockResolvedValue(json({ ok: true }));
		await call('POST', '/x', { body: { a: 1 }, ifMatch: '"3"', key: 'k' });
		expect(headersOf(0)).toMatchObject({ 'X-CSRF-Token': 'token-1', 'Idempotency-Key': 'k', 'If-Match': '"3"' });
		fetched.mockResolvedValue(json({ ok: true }));
		await get('/x', { a: '', b: null, c: 0, d: 'ä b' });
		expect(fetched.mock.calls[1][0]).toBe('/api/v1/x?c=0&d=%C3%A4+b');
		expect(headersOf(1)['X-CSRF-Token']).toBeUndefined();
	});

	test('a problem keeps title, detail, remedy and field errors', async () => {
		fetched.mockResolvedValue(json({ title: 't', detail: 'd', remedy: 'r', code: 'x.invalid', errors: [{ pointer: '/words', code: 'c', detail: 'needed' }] }, 422));
		const problem = await post('/x').catch((error) => error as ApiProblem);
		expect(problem).toBeInstanceOf(ApiProblem);
		expect(problem).toMatchObject({ status: 422, title: 't', detail: 'd', remedy: 'r', lineIsDown: false });
		expect((problem as ApiProblem).fieldError('words')).toBe('needed');
	});

	test('a dropped line is told apart from an answer', async () => {
		fetched.mockRejectedValue(new TypeError('Failed to fetch'));
		await expect(post('/x')).rejects.toMatchObject({ status: 0, code: 'network.unreachable', lineIsDown: true });
		fetched.mockResolvedValue(new Response('<html>proxy</html>', { status: 200 }));
		await expect(get('/x')).rejects.toMatchObject({ code: 'network.not_json' });
	});

	test('a new CSRF token after signing in elsewhere: once more with the same key', async () => {
		context.renew = async () => {
			context.csrf = 'token-2';
			return true;
		};
		fetched.mockResolvedValueOnce(json({ code: 'auth.csrf' }, 403)).mockResolvedValueOnce(json({ done: 1 }));
		await expect(post('/x', {})).resolves.toEqual({ done: 1 });
		expect(headersOf(1)['X-CSRF-Token']).toBe('token-2');
		expect(headersOf(1)['Idempotency-Key']).toBe(headersOf(0)['Idempotency-Key']);
	});

	test('being signed out is reported once, and not by the sign-in page', async () => {
		const signedOut = vi.fn();
		context.onSignedOut = signedOut;
		fetched.mockImplementation(async () => json({ code: 'auth.required' }, 401));
		await expect(get('/x')).rejects.toMatchObject({ status: 401 });
		await expect(post('/session', {}, { quiet401: true })).rejects.toMatchObject({ status: 401 });
		expect(signedOut).toHaveBeenCalledTimes(1);
	});

	test('lists: a page, a bare array, and the whole of several pages', async () => {
		fetched.mockResolvedValueOnce(json([1, 2]));
		expect(await list('/x')).toEqual({ items: [1, 2], next: null, total: 2 });
		fetched.mockResolvedValueOnce(json({ items: [1], next: 'c', total: null })).mockResolvedValueOnce(json({ items: [2], next: null, total: null }));
		expect((await listWhole('/x')).items).toEqual([1, 2]);
	});

	test('keys are UUIDs without crypto.randomUUID (plain http) too, and grow with time', () => {
		const original = crypto.randomUUID;
		Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
		const keys = new Set(Array.from({ length: 100 }, newKey));
		Object.defineProperty(crypto, 'randomUUID', { value: original, configurable: true });
		expect(keys.size).toBe(100);
		for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		const now = vi.spyOn(Date, 'now').mockReturnValue(0x0198c0ffee00);
		expect(newKey()).toMatch(/^0198c0ff-ee00-7/);
		now.mockReturnValue(0x0198c0ffee01);
		expect(newKey()).toMatch(/^0198c0ff-ee01-7/);
		now.mockRestore();
	});
});
