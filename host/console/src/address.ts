// Comes before the router reads the address: a link such as /signin?link=… (from a slip or a message) becomes
// /#/signin?link=…
const { pathname, search, hash } = window.location;
if (pathname !== '/' && !pathname.endsWith('.html') && hash === '') {
	window.history.replaceState(null, '', `/#${pathname}${search}`);
}

export {};
