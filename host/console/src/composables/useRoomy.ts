import { onScopeDispose, ref, type Ref } from 'vue';

/** True on a wide screen: lists show columns there that are only in the export of a small one. */
export function useRoomy(): Ref<boolean> {
	const query = window.matchMedia('(min-width: 1500px)');
	const roomy = ref(query.matches);
	const follow = () => { roomy.value = query.matches; };
	query.addEventListener('change', follow);
	onScopeDispose(() => query.removeEventListener('change', follow));
	return roomy;
}
