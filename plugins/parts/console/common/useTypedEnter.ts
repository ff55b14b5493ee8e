import { ref, shallowRef } from 'vue';

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
	const select = ref<{ focus: () => void; blur: () => void } | null>(null);
	let shownFor = '';
	let asking = 0;

	async function search(text: string): Promise<void> {
		const mine = ++asking;
		searching.value = true;
		try {
			const found = await typed.search(text.trim());
			if (mine !== asking) return;
			hits.value = found;
			shownFor = text.trim();
			silent.value = false;
		} catch {
			if (mine !== asking) return;
			hits.value = [];
			silent.value = true;
		} finally {
			if (mine === asking) searching.value = false;
		}
	}
	async function onEnter(event: KeyboardEvent): Promise<void> {
		const text = event.target instanceof HTMLInputElement ? event.target.value.trim() : '';
		if (event.isComposing || event.ctrlKey || text === '' || text === shownFor || silent.value) return;
		event.preventDefault();
		event.stopPropagation();
		await search(text);
		const named = hits.value.filter((hit) => typed.names(hit, text));
		const one = named.length === 1 ? named[0] : hits.value.length === 1 ? hits.value[0] : undefined;
		if (one === undefined) return;
		typed.choose(one);
		select.value?.blur();
		select.value?.focus();
	}
	return { hits, searching, silent, select, search, onEnter };
}
