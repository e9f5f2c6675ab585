export const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882 }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 1400px; padding: 16px 20px }
h1 { font-size: 1.35rem } h2 { margin: 0; font-size: 1.1rem } h3 { font-size: .85rem; margin: 18px 0 6px; opacity: .75 }
main { display: grid; gap: 18px; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)) }
section { border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px }
.who, .empty { margin: 4px 0; opacity: .75 }
small { opacity: .75 }
ol { list-style: none; margin: 0; padding: 0 }
li a { border-top: 1px solid var(--line); color: inherit; display: block; overflow-wrap: anywhere; padding: 7px 4px; text-decoration: none }
li a:hover, li a:focus { background: var(--soft) }
article { max-width: 860px; margin: 0 auto; overflow-wrap: anywhere }
th { opacity: .75; padding-right: 14px; text-align: left; vertical-align: top; font-weight: normal }
article ul li a { border: 0; display: inline; text-decoration: underline }
iframe { background: #fff; border: 1px solid var(--line); border-radius: 10px; height: 65vh; margin: 16px 0; width: 100% }
pre { overflow-wrap: anywhere; white-space: pre-wrap }
`
