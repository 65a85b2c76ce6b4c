// Command ferretdb serves the MongoDB wire protocol on one loopback port, with SQLite files below one folder. It ends on SIGTERM.
package main

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	port := flag.String("port", "", "the port on 127.0.0.1")
	data := flag.String("data", "", "the folder for the SQLite files, which exists")
	flag.Parse()
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	if *port == "" || *data == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:" + *port},
		Handler:   "sqlite",
		SQLiteURL: "file:" + filepath.ToSlash(*data) + "/",
	})
	if err == nil {
		err = server.Run(ctx)
	}
	if err != nil {
		slog.Error("did not run", "error", err)
		os.Exit(1)
	}
}
