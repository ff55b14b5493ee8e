import { onScopeDispose, ref } from 'vue';

/** From here on a list shows all its columns. */
const kWide = '(min-width: 1500px)';

/** Whether the screen is wide; follows it. */
export function useWide() {
	// Not in every test's browser.
	const query = window.matchMedia?.(kWide);
	const wide = ref(query?.matches ?? true);
	const follow = () => (wide.value = query.matches);
	query?.addEventListener('change', follow);
	onScopeDispose(() => query?.removeEventListener('change', follow));
	return wide;
}
