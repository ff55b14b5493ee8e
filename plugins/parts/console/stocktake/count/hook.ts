import { computed, nextTick, onBeforeUnmount, onMounted, ref } from 'vue';
import { useRoute } from 'vue-router';
import { newKey } from '@/api/key';
import { ApiProblem, asProblem } from '@/api/problem';
import { smallest } from '../../common/quantity';
import { readStocktake, step } from '../../deskApi';
import type { StocktakeDetail } from '../../deskTypes';
import { asked, keepUnsent, nextOpen, readUnsent, storeName } from './counting';

const kRetryMs = 4_000;

/** One line at a time, blind: count, Enter, next. What could not be sent is kept and sent when the line is back. */
export function useCount() {
	const route = useRoute();
	const one = ref<StocktakeDetail | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const index = ref(0);
	const text = ref('');
	const bad = ref(false);
	const unsent = ref(new Map<string, number>());
	const away = ref(false);
	const input = ref<{ focus: () => void } | null>(null);
	const found = ref('');

	const lines = computed(() => asked(one.value?.items ?? []));
	const line = computed(() => lines.value[index.value] ?? null);
	const isDone = (code: string) => unsent.value.has(code) || lines.value.some((candidate) => candidate.itemCode === code && candidate.counted !== null);
	const done = computed(() => lines.value.filter((candidate) => isDone(candidate.itemCode)).length);
	const counting = computed(() => one.value !== null && ['counting', 'recounting'].includes(one.value.state));
	const name = () => storeName(one.value!.id, one.value!.round);

	function show(at: number): void {
		index.value = at;
		text.value = '';
		bad.value = false;
		void nextTick(() => input.value?.focus());
	}
	async function load(): Promise<void> {
		try {
			one.value = await readStocktake(String(route.params.id));
			unsent.value = readUnsent(name());
			problem.value = null;
			show(Math.max(0, nextOpen(lines.value, -1, unsent.value)));
			void send();
		} catch (error) {
			problem.value = asProblem(error);
		}
	}

	let sending = false;
	/** What is on its way: sent again just so while the line is down, so that no count is recorded twice. */
	let pending: { batch: [string, number][]; record: { id: string; version: number }; key: string } | null = null;
	/** Sends everything that waits in one request; only what the host has taken is forgotten. */
	async function send(): Promise<void> {
		if (sending || unsent.value.size === 0 || !one.value) return;
		sending = true;
		pending ??= { batch: [...unsent.value].slice(0, 200), record: { id: one.value.id, version: one.value.version }, key: newKey() };
		const { batch, record, key } = pending;
		try {
			const taken = await step<StocktakeDetail>('stocktakes', record, 'counts', { lines: batch.map(([itemCode, quantity]) => ({ itemCode, quantity })) }, key);
			const at = line.value?.itemCode;
			one.value = taken;
			pending = null;
			for (const [code, quantity] of batch) if (unsent.value.get(code) === quantity) unsent.value.delete(code);
			keepUnsent(name(), unsent.value);
			away.value = false;
			problem.value = null;
			const again = lines.value.findIndex((candidate) => candidate.itemCode === at);
			if (again >= 0) index.value = again;
		} catch (error) {
			const said = asProblem(error);
			away.value = said.lineIsDown;
			if (!said.lineIsDown) {
				pending = null;
				await refused(said);
			}
		} finally {
			sending = false;
		}
		if (!away.value && problem.value === null && unsent.value.size > 0) void send();
	}
	/** Somebody else counted too: with the version of now it is sent again. Anything else a person must see. */
	async function refused(said: ApiProblem): Promise<void> {
		const before = one.value!;
		const now = await readStocktake(before.id).catch(() => null);
		if (!now) return;
		one.value = now;
		if (said.code !== 'parts.desk.stale' || now.round !== before.round || !['counting', 'recounting'].includes(now.state)) problem.value = said;
	}
	function enter(): void {
		const current = line.value;
		if (!current || !counting.value) return;
		const quantity = smallest(text.value, current.unitSize);
		bad.value = quantity === null;
		if (quantity === null) return;
		unsent.value.set(current.itemCode, quantity);
		keepUnsent(name(), unsent.value);
		problem.value = null;
		const next = nextOpen(lines.value, index.value, unsent.value);
		show(next >= 0 ? next : index.value);
		void send();
	}
	/** A scanner can go to a line at once. */
	function find(): void {
		const at = lines.value.findIndex((candidate) => candidate.itemCode.toLowerCase() === found.value.trim().toLowerCase());
		if (at < 0) return;
		found.value = '';
		show(at);
	}
	const go = (by: number) => show((index.value + by + lines.value.length) % lines.value.length);
	const timer = setInterval(() => {
		if (problem.value === null) void send();
	}, kRetryMs);
	onMounted(() => void load());
	onBeforeUnmount(() => clearInterval(timer));
	return { one, problem, index, text, bad, unsent, away, input, found, lines, line, done, counting, isDone, load, send, enter, find, go, show };
}
