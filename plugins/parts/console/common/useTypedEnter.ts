import { nextTick, ref, shallowRef } from 'vue';

interface Typed<T> {
	search: (text: string) => Promise<T[]>;
	/** What was typed names this one and no other. */
	names: (hit: T, text: string) => boolean;
	choose: (hit: T) => void;
}

/**
 * The hits of a list that asks the server. A scanner, or a fast hand, presses Enter before the answer is there: then
 * what was typed is looked up first, or Enter would take whoever stood in the list before.
 */
export function useTypedEnter<T>(typed: Typed<T>) {
	const hits = shallowRef<T[]>([]);
	const searching = ref(false);
	const silent = ref(false);
	/** The key of the field: one that changes makes it anew. */
	const fresh = ref(0);
	const select = ref<{ focus: () => void } | null>(null);
	let shownFor = '';
	let asking = 0;

	/** Gives what was found even when the list itself was asked again meanwhile, and shows the later answer. */
	async function search(text: string): Promise<T[]> {
		const mine = ++asking;
		searching.value = true;
		try {
			const found = await typed.search(text.trim());
			if (mine !== asking) return found;
			hits.value = found;
			shownFor = text.trim();
			silent.value = false;
			return found;
		} catch {
			if (mine !== asking) return [];
			hits.value = [];
			silent.value = true;
			return [];
		} finally {
			if (mine === asking) searching.value = false;
		}
	}
	async function onEnter(event: KeyboardEvent): Promise<void> {
		const field = event.target instanceof HTMLInputElement ? event.target : null;
		const text = field?.value.trim() ?? '';
		if (event.isComposing || event.ctrlKey || text === '' || text === shownFor || silent.value) return;
		event.preventDefault();
		event.stopPropagation();
		// The list asks by itself a moment after typing; on a slow line that overtakes this question.
		const found = await search(text);
		if (field?.value.trim() !== text) return;
		const named = found.filter((hit) => typed.names(hit, text));
		const one = named.length === 1 ? named[0] : found.length === 1 ? found[0] : undefined;
		if (one === undefined) return;
		typed.choose(one);
		// The field still holds what was typed, and is about to open its list for it: a new one begins empty.
		fresh.value++;
		await nextTick();
		select.value?.focus();
	}
	return { hits, searching, silent, select, fresh, search, onEnter };
}
