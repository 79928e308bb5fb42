# Reads APT's sources, both formats, and prints the first entry of the machine's own Debian mirror as one that serves
# the suite `want` instead, sources and packages. What an entry says of keys and options stays as it is.
# Variables: release = the suite that the machine runs ("bookworm"), want = the suite to read, known = the repositories
# that APT itself has seen to be Debian's, separated by spaces; empty where APT has no lists yet.

function is_debian(uri,   n, list, i) {
  sub(/\/+$/, "", uri)
  if (known == "") return uri ~ /debian(\.list)?$/
  n = split(known, list, " ")
  for (i = 1; i <= n; i++) {
    sub(/\/+$/, "", list[i])
    if (list[i] == uri) return 1
  }
  return 0
}

function has_word(text, word,   n, list, i) {
  n = split(text, list, /[ \t\n]+/)
  for (i = 1; i <= n; i++) if (list[i] == word) return 1
  return 0
}

# One stanza of a .sources file, gathered line by line: field[] by its lower-case name.
function end_stanza(   name, uri) {
  split(field["uris"], uri, /[ \t\n]+/)
  if (!done && has_word(field["types"], "deb") && tolower(field["enabled"]) != "no" && \
      has_word(field["suites"], release) && has_word(field["components"], "main") && is_debian(uri[1])) {
    print "Types: deb deb-src"
    print "URIs: " uri[1]
    print "Suites: " want
    print "Components: main"
    for (name in field) {
      if (name !~ /^(types|uris|suites|components|enabled|architectures|languages|targets)$/) {
        print name ":" (field[name] ~ /^\n/ ? "" : " ") field[name]
      }
    }
    done = 1
  }
  for (name in field) delete field[name]
  current = ""
}

FNR == 1 { end_stanza() }
/^[ \t]*#/ { next }

FILENAME ~ /\.sources$/ {
  if ($0 ~ /^[ \t]*$/) {
    end_stanza()
  } else if ($0 ~ /^[ \t]/) {
    field[current] = field[current] "\n" $0
  } else {
    colon = index($0, ":")
    current = tolower(substr($0, 1, colon - 1))
    value = substr($0, colon + 1)
    sub(/^[ \t]+/, "", value)
    field[current] = value
  }
  next
}

# A .list file: deb [options] uri suite component...
$1 == "deb" && !done {
  line = $0
  options = ""
  sub(/^deb[ \t]+/, "", line)
  if (match(line, /^\[[^\]]*\][ \t]*/)) {
    options = substr(line, 1, RLENGTH)
    line = substr(line, RLENGTH + 1)
    sub(/[ \t]*$/, " ", options)
  }
  n = split(line, word, /[ \t]+/)
  components = ""
  for (i = 3; i <= n; i++) components = components " " word[i]
  if (word[2] == release && has_word(components, "main") && is_debian(word[1])) {
    gsub(/(arch|lang|target)=[^] ]*/, "", options)
    sub(/\[[ \t]*\][ \t]*/, "", options)
    print "#list"
    print "deb " options word[1] " " want " main"
    print "deb-src " options word[1] " " want " main"
    done = 1
  }
}

END { end_stanza() }
