// Kubeconfig lists the nodes of a Kubernetes cluster with client-go. It needs a DIGITALOCEAN_TOKEN, and changes nothing:
//
//	go run . -cluster bd5f5959-5e1e-4205-a714-a914373942af
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/dosdk/digitalocean"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "kubeconfig:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	cluster := flag.String("cluster", "", "`ID` of the cluster")
	flag.Parse()
	client, err := digitalocean.NewFromEnv()
	if err != nil {
		return err
	}
	config, err := Refreshing(ctx, client, *cluster)
	if err != nil {
		return err
	}
	clientset, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	nodes, err := clientset.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, node := range nodes.Items {
		fmt.Println(node.Name, node.Status.NodeInfo.KubeletVersion)
	}
	return nil
}
