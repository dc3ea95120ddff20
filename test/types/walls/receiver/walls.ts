/** The receiver knows Node and the web's own Request and Response, and no DOM. */
void process.pid;
void Request;

// @ts-expect-error no DOM
void document;
// @ts-expect-error no window
void window;
// @ts-expect-error no elements
void HTMLElement;
