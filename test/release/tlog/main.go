// Checks what a register published, by Go's own implementation of signed notes and transparency logs.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proof struct {
	From, To int
	Hashes   []string
}

type inclusion struct {
	Position int64
	Data     string
	Hashes   []string
}

type published struct {
	Verifier   string
	Notes      []string
	Proofs     []proof
	Inclusions []inclusion
}

type tree struct {
	size int64
	root tlog.Hash
}

func main() {
	var given published
	must(json.NewDecoder(os.Stdin).Decode(&given))
	verifier, err := note.NewVerifier(given.Verifier)
	must(err)
	var trees []tree
	for _, text := range given.Notes {
		opened, err := note.Open([]byte(text), note.VerifierList(verifier))
		must(err)
		trees = append(trees, treeIn(opened.Text))
	}
	for _, p := range given.Proofs {
		from, to := trees[p.From], trees[p.To]
		must(tlog.CheckTree(hashes(p.Hashes), to.size, to.root, from.size, from.root))
	}
	last := trees[len(trees)-1]
	for _, i := range given.Inclusions {
		leaf := tlog.RecordHash([]byte(i.Data))
		must(tlog.CheckRecord(hashes(i.Hashes), last.size, last.root, i.Position, leaf))
	}
	fmt.Println(len(trees), len(given.Proofs), len(given.Inclusions))
}

func treeIn(text string) tree {
	var found tree
	lines := strings.Split(text, "\n")
	_, err := fmt.Sscan(lines[1], &found.size)
	must(err)
	found.root = hash(lines[2])
	return found
}

func hashes(texts []string) (all []tlog.Hash) {
	for _, text := range texts {
		all = append(all, hash(text))
	}
	return
}

func hash(text string) (found tlog.Hash) {
	bytes, err := base64.StdEncoding.DecodeString(text)
	must(err)
	copy(found[:], bytes)
	return
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
